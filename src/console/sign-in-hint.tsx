import { type ReactNode } from 'react';
import { type LockFault } from '../client/public';

/** Instead of the page, for whom the gateway does not know or does not let in. */
export function SignInHint(props: {
  readonly fault: LockFault;
  readonly onRetry: () => void;
}): ReactNode {
  const { fault, onRetry } = props;
  return (
    <main className="view">
      <section className="hint">
        <Reason fault={fault} />
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      </section>
    </main>
  );
}

function Reason({ fault }: { readonly fault: LockFault }): ReactNode {
  if (fault.kind === 'unauthenticated') {
    return (
      <>
        <h1>You are not signed in</h1>
        <p>
          The console knows you by the cookie <code>refreshToken</code> of your admin panel, and
          this browser sends none that is valid. Sign in there, then come back to this page: it
          opens by itself.
        </p>
      </>
    );
  }
  if (fault.kind === 'forbidden') {
    return (
      <>
        <h1>You may not see the locks</h1>
        <p>
          You are signed in, but without the permission{' '}
          <code>{fault.permission ?? 'manage-locks'}</code>.
        </p>
      </>
    );
  }
  return (
    <>
      <h1>The gateway cannot be reached</h1>
      <p>{fault.message} It is tried again by itself.</p>
    </>
  );
}
