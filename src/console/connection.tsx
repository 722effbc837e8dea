import { type ReactNode } from 'react';
import { type WatchStatus } from '../client/public';

const TEXTS: Readonly<Record<WatchStatus, string>> = {
  connecting: 'Connecting…',
  live: 'Live',
  polling: 'Updated every 10 s',
  offline: 'No connection',
};

/** How what is shown is kept up to date. */
export function Connection({ status }: { readonly status: WatchStatus }): ReactNode {
  return (
    <p className="connection" role="status" data-status={status}>
      {TEXTS[status]}
    </p>
  );
}

/** Above what may be old by now. */
export function Stale({ status }: { readonly status: WatchStatus }): ReactNode {
  if (status !== 'offline') return null;
  return (
    <p className="stale" role="alert">
      The gateway cannot be reached. What you see is what was last known; it is tried again by
      itself.
    </p>
  );
}
