import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type LockClient } from '../client/lock-client';
import { useLockClient } from './lock-provider';
import { NO_LOCKS, type RecordLocks, RowLocks } from './row-locks';

/** Options of the hooks that only look. */
export interface WatchHookOptions {
  /** Otherwise that of the `LockProvider`. */
  readonly client?: LockClient | undefined;
}

/**
 * The locks on the rows of a table, kept up to date: `locks.get(row.id)` says who has it. When the ids
 * change, what was known stays until the answer is there; on a server it is `connecting`.
 */
export function useLocks(
  route: string,
  ids: readonly string[],
  options: WatchHookOptions = {},
): RecordLocks {
  const client = useLockClient(options.client);
  const rows = useMemo(() => new RowLocks(client, route), [client, route]);
  const idList = JSON.stringify(ids);
  const subscribe = useCallback(
    (listener: () => void) => rows.watch(JSON.parse(idList) as string[], listener),
    [rows, idList],
  );
  return useSyncExternalStore(subscribe, rows.getSnapshot, () => NO_LOCKS);
}
