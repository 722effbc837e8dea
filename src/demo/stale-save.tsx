import { type ReactNode } from 'react';

/** What a page without a client would do that does not know yet: it sends the save under its old token. */
export function StaleSave(props: { readonly token: number; readonly save: () => void }): ReactNode {
  return (
    <aside className="stale">
      <h2>What if this page did not know?</h2>
      <p>
        A save that is late, or comes from a page that never noticed, still brings the old fencing
        token {props.token}. The service that saves refuses it.
      </p>
      <button type="button" onClick={props.save}>
        Save anyway
      </button>
    </aside>
  );
}
