import { useEffect, useState } from 'react';
import { type WatchFilter, type WatchSnapshot } from '../client/lock-watch';
import { useLockClient } from './lock-provider';
import { NO_LOCKS } from './row-locks';
import { type WatchHookOptions } from './use-locks';

/** Every lock that the filter lets through, kept up to date; on a server it is `connecting`. */
export function useLockWatch(
  filter: WatchFilter = {},
  options: WatchHookOptions = {},
): WatchSnapshot {
  const client = useLockClient(options.client);
  const [shown, show] = useState<WatchSnapshot>({ ...NO_LOCKS, get: () => undefined });
  const conditions = JSON.stringify(filter);
  useEffect(() => {
    const watch = client.watch(JSON.parse(conditions) as WatchFilter);
    const look = (): void => show(watch.getSnapshot());
    const leave = watch.subscribe(look);
    look();
    return () => {
      leave();
      watch.close();
    };
  }, [client, conditions]);
  return shown;
}
