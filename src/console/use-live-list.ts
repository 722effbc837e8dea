import { useEffect, useState, useSyncExternalStore } from 'react';
import { type WatchFilter } from '../client/public';
import { createLockList, type LockList, type LockListSnapshot } from '../operator/public';
import { useLockClient } from '../react/public';

const NOTHING: LockListSnapshot = { status: 'connecting', locks: new Map() };
const NO_LIST: LockList = {
  ...{ subscribe: () => () => {}, onEvent: () => () => {}, close: () => {} },
  ...{ getSnapshot: () => NOTHING, current: () => undefined, now: Date.now },
};

/** A list of its own, as long as the view is shown. */
export function useLiveList(filter: WatchFilter): LockListSnapshot & { readonly list: LockList } {
  const client = useLockClient();
  const [list, setList] = useState(NO_LIST);
  const conditions = JSON.stringify(filter);
  useEffect(() => {
    const opened = createLockList(client, JSON.parse(conditions) as WatchFilter);
    setList(opened);
    return opened.close;
  }, [client, conditions]);
  const { status, locks } = useSyncExternalStore(list.subscribe, list.getSnapshot);
  return { list, status, locks };
}
