import { grant, renewed } from './grant';
import { type Holder, type Lock, type LockSnapshot } from './lock';
import { type LockKey } from './lock-key';
import {
  type Acquired,
  type HeldByOther,
  type Lost,
  type NotFound,
  type Removed,
  type Renewed,
  type TakenOver,
} from './lock-outcome';
import { type LockRecord } from './lock-record';
import { isUnreadable, readable, replacementOf, type StoredRecord } from './unreadable-record';

/**
 * The state of a key:
 *
 *   free     it was never locked, or its lock was removed
 *   held     it has one holder whose lease is running
 *   expired  the lease ran out and the lock was not acquired since: anyone can acquire it,
 *            and its last holder can still revive or remove it
 *
 * Every exported function but `stateOf` makes one transition: a pure function that
 * evaluates the record at the database's time `now` and returns the outcome, with the record to
 * store if something changes. The store decides when to run it and makes it atomic.
 *
 * @example
 * const transition = remove({ holderId: 'user-alice' });
 * const { outcome } = transition(record, now); // without a database
 * const removed = await store.change(key, transition); // on what is stored, atomically
 */
export type LockState = 'free' | 'held' | 'expired';

/** The result of a transition; without `next` it changes nothing. */
export interface Decision<Outcome> {
  readonly outcome: Outcome;
  readonly next?: LockRecord;
}

/**
 * Evaluates what is stored for a key (undefined: nothing) at the database's time; must be pure.
 * Throws `UnreadableLock` for a document that is not a valid lock, unless it replaces it.
 */
export type Transition<Outcome> = (
  stored: StoredRecord | undefined,
  now: Date,
) => Decision<Outcome>;

/**
 * Acquires a lock: grants a free or expired one, renews the holder's own, and refuses one held by
 * another user.
 *
 * @example
 * const answer = await store.change(
 *   key,
 *   acquire({ key, holder, leaseMs: 60_000, defaultLeaseMs: null, note: 'price update' }),
 * );
 * if (answer.kind === 'heldByOther') console.log(`held by ${answer.lock.holder.username}`);
 */
export function acquire(request: {
  key: LockKey;
  holder: Holder;
  /** undefined: the lease of the renewed lock, or `defaultLeaseMs` for a new grant; null: no expiry. */
  leaseMs: number | null | undefined;
  defaultLeaseMs: number | null;
  /** undefined keeps the note of a renewed lock. */
  note: string | null | undefined;
}): Transition<Acquired | HeldByOther> {
  return (stored, now) => {
    const current = readable(stored);
    const held = current && stateOf(current, now) === 'held' ? current : undefined;
    if (held && !isHolder(held, request.holder.id)) {
      return { outcome: { kind: 'heldByOther', lock: snapshot(held.lock, now) } };
    }
    const lock = held
      ? renewed(held.lock, now, { leaseMs: request.leaseMs, note: request.note })
      : grant(current, now, {
          ...request,
          leaseMs: request.leaseMs === undefined ? request.defaultLeaseMs : request.leaseMs,
          note: request.note ?? null,
        });
    return {
      outcome: { kind: 'acquired', lock: snapshot(lock, now), created: held === undefined },
      next: hold(lock),
    };
  };
}

/**
 * Renews the grant of `fencingToken`. If it has expired and the lock was not acquired since, it is
 * revived under a new token; in every other case it is lost, and nothing is granted.
 */
export function renew(request: {
  holderId: string;
  fencingToken: number;
}): Transition<Renewed | Lost> {
  return (stored, now) => {
    const current = readable(stored);
    const state = stateOf(current, now);
    if (!current || state === 'free') return { outcome: { kind: 'lost', lock: null } };
    const isThatGrant =
      isHolder(current, request.holderId) && current.lock.fencingToken === request.fencingToken;
    if (!isThatGrant) {
      const lock = state === 'held' ? snapshot(current.lock, now) : null;
      return { outcome: { kind: 'lost', lock } };
    }
    const lock =
      state === 'held' ? renewed(current.lock, now, {}) : grant(current, now, current.lock);
    return { outcome: { kind: 'renewed', lock: snapshot(lock, now) }, next: hold(lock) };
  };
}

/**
 * Removes the holder's own lock, held or expired; with `fencingToken` only that grant, so that a
 * late release cannot remove a newer one.
 */
export function remove(request: {
  holderId: string;
  fencingToken?: number | undefined;
}): Transition<Removed | NotFound | HeldByOther> {
  return (stored, now) => {
    const current = readable(stored);
    const state = stateOf(current, now);
    if (!current || state === 'free') return NOT_FOUND;
    if (!isHolder(current, request.holderId)) {
      return state === 'held'
        ? { outcome: { kind: 'heldByOther', lock: snapshot(current.lock, now) } }
        : NOT_FOUND;
    }
    if (request.fencingToken !== undefined && current.lock.fencingToken !== request.fencingToken) {
      const lock = state === 'held' ? snapshot(current.lock, now) : null;
      return { outcome: { kind: 'notFound', lock } };
    }
    return end(current, now);
  };
}

/** Removes a held lock, whoever holds it, or replaces a document that is not a valid lock. */
export function forceRemove(): Transition<Removed | NotFound> {
  return (stored, now) => {
    if (isUnreadable(stored)) {
      const next = replacementOf(stored, now);
      return { outcome: { kind: 'removed', lock: snapshot(next.lock, now) }, next };
    }
    return stored && stateOf(stored, now) === 'held' ? end(stored, now) : NOT_FOUND;
  };
}

/** Moves a held lock to a new holder in one step, under a new token. */
export function takeOver(request: {
  key: LockKey;
  holder: Holder;
  leaseMs: number | null;
  note: string | null;
}): Transition<TakenOver | NotFound> {
  return (stored, now) => {
    const current = readable(stored);
    if (!current || stateOf(current, now) !== 'held') return NOT_FOUND;
    const lock = grant(current, now, request);
    return {
      outcome: {
        kind: 'takenOver',
        lock: snapshot(lock, now),
        previousHolder: current.lock.holder,
      },
      next: hold(lock),
    };
  };
}

const NOT_FOUND: Decision<NotFound> = { outcome: { kind: 'notFound', lock: null } };

/** The state of a record at the database's time `now`. */
export function stateOf(current: LockRecord | undefined, now: Date): LockState {
  if (!current || current.status === 'removed') return 'free';
  const { expiresAt } = current.lock;
  const hasRunOut = expiresAt !== null && expiresAt.getTime() <= now.getTime();
  return current.status === 'expired' || hasRunOut ? 'expired' : 'held';
}

function isHolder(current: LockRecord, userId: string): boolean {
  return current.lock.holder.id === userId;
}

function snapshot(lock: Lock, now: Date): LockSnapshot {
  return { ...lock, asOf: now };
}

function hold(lock: Lock): LockRecord {
  return { lock, status: 'held', endedAt: null };
}

function end(current: LockRecord, now: Date): Decision<Removed> {
  return {
    outcome: { kind: 'removed', lock: snapshot(current.lock, now) },
    next: { lock: current.lock, status: 'removed', endedAt: now },
  };
}
