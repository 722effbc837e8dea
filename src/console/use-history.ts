import { useEffect, useState, useSyncExternalStore } from 'react';
import { type HistoryOf } from '../client/public';
import {
  createLockHistory,
  type LockHistory,
  type LockHistorySnapshot,
  type LockList,
} from '../operator/public';
import { useLockClient } from '../react/public';

const NOTHING: LockHistorySnapshot = { entries: [], isLoading: true, hasMore: false, fault: null };
const NO_HISTORY: LockHistory = {
  ...{ subscribe: () => () => {}, getSnapshot: () => NOTHING, add: () => {} },
  ...{ more: () => {}, refresh: () => {}, close: () => {} },
};

/** The history of a record or a user, with what the list tells meanwhile. */
export function useHistory(
  of: HistoryOf,
  list: Pick<LockList, 'onEvent'>,
): LockHistorySnapshot & Pick<LockHistory, 'more' | 'refresh'> {
  const client = useLockClient();
  const [history, setHistory] = useState(NO_HISTORY);
  const what = JSON.stringify(of);
  useEffect(() => {
    const opened = createLockHistory(client, JSON.parse(what) as HistoryOf);
    setHistory(opened);
    return opened.close;
  }, [client, what]);
  useEffect(
    () =>
      list.onEvent((event) => {
        if (!('actorId' in of) || event.actor?.id === of.actorId) history.add(event);
      }),
    // `what` stands for `of`.
    [list, history, what],
  );
  const snapshot = useSyncExternalStore(history.subscribe, history.getSnapshot);
  return { ...snapshot, more: history.more, refresh: history.refresh };
}
