import { type Held, type Lost } from './lock-outcome';
import { isGrant } from './lock-state';
import { hasRunOut } from './standing';
import { snapshot, type Transition } from './transition';
import { readable } from './unreadable-record';

/**
 * Whether the grant of `fencingToken` holds its record now. A reservation does not, since nobody has
 * acquired it yet. Changes nothing, not even what time did: a lock whose lease ran out is not held,
 * whoever waits for it.
 *
 * @example
 * const { kind } = await store.change(key, check({ holderId: 'user-alice', fencingToken: 7 }));
 */
export function check(request: {
  readonly holderId: string;
  readonly fencingToken: number;
}): Transition<Held | Lost> {
  return (stored, now) => {
    const record = readable(stored);
    if (record?.status !== 'held' || hasRunOut(record, now)) {
      return { outcome: { kind: 'lost', lock: null } };
    }
    const kind = isGrant(record, request) && !record.lock.isReserved ? 'held' : 'lost';
    return { outcome: { kind, lock: snapshot(record, now) } };
  };
}
