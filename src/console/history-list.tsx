import { type ReactNode } from 'react';
import { type LockFault, type LockHistoryEntry } from '../client/public';
import { type LockHistory, type LockHistorySnapshot } from '../operator/public';
import { PlaceLink } from './place-link';
import { Age } from './times';
import { UserLink } from './user-link';

/** What happened, newest first. */
export function HistoryList(props: {
  readonly history: LockHistorySnapshot & Pick<LockHistory, 'more' | 'refresh'>;
  /** True names the record of each entry. */
  readonly isOfManyRecords?: boolean;
}): ReactNode {
  const { history, isOfManyRecords = false } = props;
  const { entries, isLoading, hasMore, fault, more, refresh } = history;
  return (
    <>
      {entries.length > 0 && (
        <ol className="history">
          {entries.map((entry) => (
            <li key={entry.id} data-type={entry.type}>
              <p>
                {isOfManyRecords && (
                  <PlaceLink
                    className="record"
                    to={{ view: 'lock', route: entry.route, id: entry.resourceId }}
                  >
                    {entry.route}/{entry.resourceId}
                  </PlaceLink>
                )}
                <What entry={entry} />
              </p>
              {entry.reason && <p className="reason">Reason: {entry.reason}</p>}
              {entry.note && <p className="quiet">Note: {entry.note}</p>}
              <p className="when">
                <Age at={entry.at} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {fault && (
        <p className="stale" role="alert">
          {faultText(fault)}{' '}
          {fault.isRetryable && (
            <button type="button" onClick={refresh}>
              Try again
            </button>
          )}
        </p>
      )}
      {entries.length === 0 && !fault && (
        <p className="state">{isLoading ? 'Loading the history…' : 'Nothing is recorded.'}</p>
      )}
      {hasMore && (
        <button type="button" onClick={more} aria-busy={isLoading}>
          {isLoading ? 'Loading…' : 'Older'}
        </button>
      )}
    </>
  );
}

function faultText(fault: LockFault): string {
  if (fault.code === 'HISTORY_OFF') return 'This gateway keeps no history.';
  return `The history cannot be read: ${fault.message}`;
}

/** Who did what to whose lock. */
function What({ entry }: { readonly entry: LockHistoryEntry }): ReactNode {
  const { type, actor, holder, previousHolder } = entry;
  const who = <UserLink user={holder} />;
  const by = actor ? <UserLink user={actor} /> : 'Somebody';
  switch (type) {
    case 'ACQUIRED':
      return <>{who} acquired the lock</>;
    case 'RELEASED':
      return <>{who} released the lock</>;
    case 'EXPIRED':
      return <>The lease of {who} ended</>;
    case 'RESERVED':
      return <>Kept for {who}, who was next in line</>;
    case 'FORCE_REMOVED':
      return (
        <>
          {by} force-removed the lock of {who}
        </>
      );
    case 'TAKEN_OVER':
      if (!previousHolder || previousHolder.id === holder.id)
        return <>{who} moved it to another tab</>;
      return (
        <>
          {who} took the lock over from <UserLink user={previousHolder} />
        </>
      );
  }
}
