import { type BaseKey, useResourceParams } from '@refinedev/core';
import {
  useLock as useReactLock,
  type UseLockOptions as ReactOptions,
  type UseLockResult,
} from '../react/use-lock';
import { routeOf } from './route-of';

/** What `useLock` takes: Refine's way to name a record, and the options of a hold. */
export interface UseLockProps extends ReactOptions {
  /** The name or identifier of a resource; otherwise that of the route. */
  readonly resource?: string | undefined;
  /** Otherwise that of the route, if it is of the same resource. */
  readonly id?: BaseKey | undefined;
}

/**
 * Holds the lock of a record, found as Refine's hooks find it, while the component is mounted. The base route
 * is `meta.lockRoute` of the resource, or else its name. Without an id, as for a new record, it is `disabled`.
 */
export function useLock({
  resource: resourceName,
  id: givenId,
  ...options
}: UseLockProps = {}): UseLockResult {
  const { resource, id } = useResourceParams({
    ...(resourceName !== undefined && { resource: resourceName }),
    ...(givenId !== undefined && { id: givenId }),
  });
  const isKnown = resource !== undefined && id !== undefined;
  return useReactLock(routeOf(resource), isKnown ? String(id) : null, options);
}
