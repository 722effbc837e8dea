import { type ReactNode } from 'react';
import { Users } from './users';

/** What to try. */
export function Guide({ username }: { readonly username: string }): ReactNode {
  return (
    <section className="guide" aria-label="What to try">
      <h2>What to try</h2>
      <p>Open a volume: it is yours until you close it. Then open a second window as</p>
      <Users signedIn={username} />
      <ul>
        <li>
          <strong>Conflict:</strong> open the same volume there. It is read-only and says who has
          it.
        </li>
        <li>
          <strong>Wait:</strong> press <q>Wait in line</q> there, and close the volume here.
        </li>
        <li>
          <strong>Take over:</strong> as sam. The form here turns read-only at once.
        </li>
        <li>
          <strong>Second tab:</strong>{' '}
          <a href={location.href} target="_blank">
            open this page again
          </a>{' '}
          as yourself.
        </li>
        <li>
          <strong>Offline:</strong> stop the gateway with Ctrl-C, or set the browser offline in its
          developer tools. A lock here lasts 20 s without a word.
        </li>
      </ul>
      <p className="hint">
        Windows of one browser share a cookie for each host, so every user has a host of their own
        here. Where <code>bob.localhost</code> is not found, use a private window.
      </p>
    </section>
  );
}
