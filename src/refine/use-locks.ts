import { type BaseKey, useResourceParams } from '@refinedev/core';
import { useLocks as useReactLocks, type WatchHookOptions } from '../react/use-locks';
import { type RecordLocks } from '../react/row-locks';
import { routeOf } from './route-of';

/** What `useLocks` takes. */
export interface UseLocksProps extends WatchHookOptions {
  /** The name or identifier of a resource; otherwise that of the route. */
  readonly resource?: string | undefined;
  /** Of the rows that are shown. */
  readonly ids: readonly BaseKey[];
}

/** The locks on the rows of a table, kept up to date: `locks.get(String(row.id))` says who has it. */
export function useLocks({ resource: resourceName, ids, client }: UseLocksProps): RecordLocks {
  const { resource } = useResourceParams(
    resourceName === undefined ? undefined : { resource: resourceName },
  );
  const route = routeOf(resource);
  return useReactLocks(route, route === '' ? [] : ids.map(String), { client });
}
