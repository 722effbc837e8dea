import { useMemo, useSyncExternalStore } from 'react';
import { type WatchFilter, type WatchSnapshot } from '../client/lock-watch';
import { useLockClient } from './lock-provider';
import { OnDemand } from './on-demand';
import { type WatchHookOptions } from './use-locks';

const NONE: WatchSnapshot = { status: 'connecting', locks: new Map(), get: () => undefined };

/** Every lock that the filter lets through, kept up to date; on a server it is `connecting`. */
export function useLockWatch(
  filter: WatchFilter = {},
  options: WatchHookOptions = {},
): WatchSnapshot {
  const client = useLockClient(options.client);
  const { route, ids, holderId, mine } = filter;
  const conditions = JSON.stringify({ route, ids, holderId, mine });
  const store = useMemo(
    () =>
      new OnDemand(
        () => client.watch(JSON.parse(conditions) as WatchFilter),
        (watch) => watch.close(),
      ),
    [client, conditions],
  );
  return useSyncExternalStore(
    store.subscribe,
    () => store.opened?.getSnapshot() ?? NONE,
    () => NONE,
  );
}
