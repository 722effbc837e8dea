import { type ReactNode, useEffect } from 'react';
import { type WatchStatus } from '../client/public';
import { Stale } from './connection';
import { locksText } from './change-texts';
import { HistoryList } from './history-list';
import { WHOLE_LIST } from './place';
import { PlaceLink } from './place-link';
import { NowContext } from './times';
import { useHistory } from './use-history';
import { useLiveList } from './use-live-list';
import { useView } from './use-view';

/** What they do to locks of others is in no list of theirs, so it is asked for as often while somebody looks. */
const LOOK_EVERY_MS = 5_000;

/** What one user did, and what they hold. */
export function UserView(props: {
  readonly userId: string;
  readonly onStatus: (status: WatchStatus) => void;
}): ReactNode {
  const { userId, onStatus } = props;
  const { list, status, locks } = useLiveList({ holderId: userId });
  const history = useHistory({ actorId: userId }, list);
  const { refresh } = history;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  const [lock] = locks.values();
  const entry = history.entries.find(({ actor }) => actor?.id === userId);
  const name = lock?.holder.username ?? entry?.actor?.username ?? userId;
  const heading = useView(`What ${name} did`, onStatus, status);
  return (
    <NowContext value={list.now}>
      <main className="view" aria-busy={history.isLoading && history.entries.length === 0}>
        <nav aria-label="Back">
          <PlaceLink to={WHOLE_LIST}>All locks</PlaceLink>
        </nav>
        <h1 ref={heading} tabIndex={-1}>
          What {name} did
        </h1>
        <Stale status={status} />
        <p>
          <PlaceLink to={{ ...WHOLE_LIST, holder: userId }}>
            {status === 'connecting' ? 'Their locks' : `Holds ${locksText(locks.size)} now`}
          </PlaceLink>
        </p>
        <section className="card" aria-labelledby="past">
          <h2 id="past">History</h2>
          <HistoryList history={history} isOfManyRecords />
        </section>
      </main>
    </NowContext>
  );
}
