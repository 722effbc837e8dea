import { claimed, grant, type Renewal, renewed, underNewToken } from './grant';
import { isOtherSession, living, withoutHolder } from './line';
import { type Holder, type Lock } from './lock';
import { changeOf, type LockChange, type LockChangeType, withChange } from './lock-change';
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
import { type LockRecord, NOBODY } from './lock-record';
import { hasRunOut, passOn, settle, type Standing, unchanged } from './standing';
import { type Decision, snapshot, type Transition } from './transition';
import { isUnreadable, readable, replacementOf } from './unreadable-record';

/**
 * The state of a key:
 *
 *   free     it was never locked, or its lock was removed
 *   held     it has one holder whose lease is running; a reservation is held too, by the first who
 *            waited in line when the lock before it ended
 *   expired  the lease ran out, nobody waited, and the lock was not acquired since: anyone can
 *            acquire it, and its last holder can still revive or remove it
 *
 * Every exported function but `stateOf` makes one transition: a pure function that
 * evaluates the record at the database's time `now` and returns the outcome, with the record to
 * store if something changes and what happened to the lock on the way. The store decides when to
 * run it and makes it atomic. `waiting.ts` has the transitions of the line.
 *
 * @example
 * const transition = remove({ holderId: 'user-alice' });
 * const { outcome } = transition(record, now); // without a database
 * const removed = await store.change(key, transition); // on what is stored, atomically
 */
export type LockState = 'free' | 'held' | 'expired';

/** What a caller asks for who wants a lock. */
export interface AcquireRequest {
  readonly key: LockKey;
  readonly holder: Holder;
  /** undefined: the lease of the renewed lock, or `defaultLeaseMs` for a new grant; null: no expiry. */
  readonly leaseMs?: number | null | undefined;
  readonly defaultLeaseMs: number | null;
  /** How long a new grant lasts at most; default: no limit. */
  readonly maxHoldMs?: number | null | undefined;
  /** undefined keeps the note of a renewed lock. */
  readonly note?: string | null | undefined;
  /** Default: whatever session the lock is in, which it keeps. */
  readonly sessionId?: string | null | undefined;
  /** Moves the caller's own lock here from another session. */
  readonly isAdopting?: boolean | undefined;
}

/**
 * Acquires a lock: grants a free or expired one, renews the holder's own, and refuses one held by
 * another user, or by the holder in another session.
 *
 * @example
 * const answer = await store.change(
 *   key,
 *   acquire({ key, holder, leaseMs: 60_000, defaultLeaseMs: null, note: 'price update' }),
 * );
 * if (answer.kind === 'heldByOther') console.log(`held by ${answer.lock.holder.username}`);
 */
export function acquire(request: AcquireRequest): Transition<Acquired | HeldByOther> {
  return (stored, now) => {
    const standing = settle(readable(stored), now);
    const { record } = standing;
    if (!isHeldElsewhere(record, request)) return acquired(standing, request, now);
    return unchanged(standing, { kind: 'heldByOther', lock: snapshot(record, now) });
  };
}

/** True when another user has the lock, or the same user in a session that does not give it up. */
export function isHeldElsewhere(
  record: LockRecord | undefined,
  { holder, sessionId, isAdopting }: AcquireRequest,
): record is LockRecord {
  if (record?.status !== 'held') return false;
  const { lock } = record;
  if (lock.holder.id !== holder.id) return true;
  return !lock.isReserved && !isAdopting && isOtherSession(lock.sessionId, sessionId);
}

/** A grant of what is not held, or the renewal of what the caller has. */
export function acquired(
  { record, changes }: Standing,
  request: AcquireRequest,
  now: Date,
): Decision<Acquired> {
  const held = record?.status === 'held' ? record : undefined;
  const lock = held ? keep(held, request, now) : begin(record, request, now);
  const isSameGrant = held?.lock.fencingToken === lock.fencingToken;
  const type = !held ? 'ACQUIRED' : isSameGrant ? 'RENEWED' : 'TAKEN_OVER';
  const next = hold(lock, held, now);
  const created = !held || held.lock.isReserved;
  return {
    outcome: { kind: 'acquired', lock: snapshot(next, now), created },
    next,
    changes: withChange(changes, byHolder(type, next, held)),
  };
}

function begin(record: LockRecord | undefined, request: AcquireRequest, now: Date): Lock {
  const { key, holder, leaseMs, defaultLeaseMs, note = null, sessionId, maxHoldMs } = request;
  return grant(record, now, {
    key,
    holder,
    leaseMs: leaseMs === undefined ? defaultLeaseMs : leaseMs,
    note,
    sessionId,
    maxHoldMs,
  });
}

function keep(held: LockRecord, request: AcquireRequest, now: Date): Lock {
  const lock = goOn(held.lock, request, now);
  const isMoved = isOtherSession(held.lock.sessionId, request.sessionId);
  return isMoved ? underNewToken(lock, held, now) : lock;
}

/** The same grant: renewed, or claimed if it is a reservation. */
function goOn(lock: Lock, terms: Renewal & ClaimTerms, now: Date): Lock {
  return lock.isReserved ? claimed(lock, now, terms) : renewed(lock, now, terms);
}

/** What a reservation gets when its user acquires it. */
interface ClaimTerms {
  readonly defaultLeaseMs: number | null;
  readonly maxHoldMs?: number | null | undefined;
}

/**
 * Renews the grant of `fencingToken`. If it has expired, neither because it was held too long, nor
 * acquired since, it is revived under a new token; in every other case it is lost, and nothing is
 * granted.
 */
export function renew(
  request: { readonly holderId: string; readonly fencingToken: number } & ClaimTerms,
): Transition<Renewed | Lost> {
  return (stored, now) => {
    const standing = settle(readable(stored), now);
    const { record, changes } = standing;
    const isHeld = record?.status === 'held';
    if (!record || record.status === 'removed' || !isGrant(record, request) || isOver(record)) {
      const lock = isHeld ? snapshot(record, now) : null;
      return unchanged(standing, { kind: 'lost', lock });
    }
    const { defaultLeaseMs, maxHoldMs } = request;
    const lock = isHeld
      ? goOn(record.lock, { defaultLeaseMs, maxHoldMs }, now)
      : revived(record, { defaultLeaseMs, maxHoldMs }, now);
    const next = hold(lock, record, now);
    const change = isHeld
      ? byHolder('RENEWED', next, record)
      : byHolder('ACQUIRED', next, undefined);
    return {
      outcome: { kind: 'renewed', lock: snapshot(next, now) },
      next,
      changes: withChange(changes, change),
    };
  };
}

/** The lock that has expired, granted anew as it was; a reservation gets the ordinary lease. */
function revived(expired: LockRecord, { defaultLeaseMs, maxHoldMs }: ClaimTerms, now: Date): Lock {
  const { lock } = expired;
  const leaseMs = lock.isReserved ? defaultLeaseMs : lock.leaseMs;
  return grant(expired, now, { ...lock, leaseMs, maxHoldMs });
}

/** True when a record is of this grant of this user. */
export function isGrant(
  { lock }: LockRecord,
  { holderId, fencingToken }: { holderId: string; fencingToken: number },
): boolean {
  return lock.holder.id === holderId && lock.fencingToken === fencingToken;
}

/** True for a lock that ended because it was held as long as it may be. */
function isOver({ lock: { expiresAt, holdEndsAt }, status }: LockRecord): boolean {
  return status === 'expired' && holdEndsAt !== null && expiresAt! >= holdEndsAt;
}

/**
 * Removes the holder's own lock, held or expired; with `fencingToken` only that grant, and with `sessionId`
 * only one in that session, so that a late release cannot remove a newer one.
 */
export function remove(request: {
  readonly holderId: string;
  readonly fencingToken?: number | undefined;
  readonly sessionId?: string | undefined;
}): Transition<Removed | NotFound | HeldByOther> {
  return (stored, now) => {
    const standing = settle(readable(stored), now);
    const { record } = standing;
    if (!record || record.status === 'removed') return NOT_FOUND;
    const lock = record.status === 'held' ? snapshot(record, now) : null;
    const { holder, fencingToken, sessionId } = record.lock;
    if (holder.id !== request.holderId) {
      return unchanged<NotFound | HeldByOther>(
        standing,
        lock ? { kind: 'heldByOther', lock } : { kind: 'notFound', lock },
      );
    }
    const { fencingToken: onlyToken = fencingToken, sessionId: onlySession = sessionId } = request;
    if (fencingToken !== onlyToken || sessionId !== onlySession) {
      return unchanged(standing, { kind: 'notFound', lock });
    }
    return end(standing, changeOf('RELEASED', record.lock, now, { actor: holder }));
  };
}

/** Removes a held lock, whoever holds it, or replaces a document that is not a valid lock. */
export function forceRemove(request: {
  readonly actor: Holder;
  readonly reason?: string | null | undefined;
}): Transition<Removed | NotFound> {
  const { actor, reason = null } = request;
  return (stored, now) => {
    const by = (lock: Lock): LockChange => changeOf('FORCE_REMOVED', lock, now, { actor, reason });
    if (isUnreadable(stored)) {
      const next = replacementOf(stored, now);
      const lock = snapshot(next, now);
      return {
        outcome: { kind: 'removed', lock, passedTo: null },
        next,
        changes: [by(next.lock)],
      };
    }
    const standing = settle(stored, now);
    if (standing.record?.status !== 'held') return NOT_FOUND;
    return end(standing, by(standing.record.lock));
  };
}

/** Moves a held lock to a new holder in one step, under a new token; the line stays as it is. */
export function takeOver(request: {
  readonly key: LockKey;
  readonly holder: Holder;
  readonly leaseMs: number | null;
  readonly note: string | null;
  readonly maxHoldMs?: number | null | undefined;
  readonly reason?: string | null | undefined;
}): Transition<TakenOver | NotFound> {
  return (stored, now) => {
    const { record, changes } = settle(readable(stored), now);
    if (record?.status !== 'held') return NOT_FOUND;
    const from = record.lock;
    const lock = grant(record, now, request);
    const next = hold(lock, record, now);
    const by = { actor: lock.holder, previous: from, reason: request.reason ?? null };
    return {
      outcome: { kind: 'takenOver', lock: snapshot(next, now), previousHolder: from.holder },
      next,
      changes: withChange(changes, changeOf('TAKEN_OVER', lock, now, by)),
    };
  };
}

/** Ends a lock whose time is over, or passes it on; the outcome says whether it did. */
export function expire(): Transition<boolean> {
  return (stored, now) => {
    const { record, changes } = settle(readable(stored), now);
    return changes.length === 0 ? { outcome: false } : { outcome: true, next: record!, changes };
  };
}

const NOT_FOUND: Decision<NotFound> = { outcome: { kind: 'notFound', lock: null } };

/** The state of a record at the database's time `now`. */
export function stateOf(current: LockRecord | undefined, now: Date): LockState {
  if (!current || current.status === 'removed') return 'free';
  return current.status === 'expired' || hasRunOut(current, now) ? 'expired' : 'held';
}

/** The record of a grant; its holder waits no more in this session. */
function hold(lock: Lock, before: LockRecord | undefined, now: Date): LockRecord {
  const waiters = before ? withoutHolder(living(before.waiters, now), lock) : NOBODY;
  return { lock, status: 'held', endedAt: null, waiters };
}

/** What a holder did to get or keep the lock of `next`. */
function byHolder(
  type: LockChangeType,
  { lock }: LockRecord,
  before: LockRecord | undefined,
): LockChange {
  const { holder: actor, renewedAt } = lock;
  return changeOf(type, lock, renewedAt, { actor, previous: before?.lock ?? null });
}

/** Removes a lock that is held or has expired; an expired one has ended already. */
export function end({ record, changes }: Standing, how: LockChange): Decision<Removed> {
  const { lock, status, waiters } = record!;
  const { at: now } = how;
  const ended: LockRecord = { lock, status: 'removed', endedAt: now, waiters };
  const removed = snapshot(record!, now);
  if (status === 'expired') {
    const outcome: Removed = { kind: 'removed', lock: removed, passedTo: null };
    return { outcome, next: ended, changes };
  }
  const { record: next, changes: passed } = passOn(ended, how, { now, before: changes });
  const passedTo = next!.status === 'held' ? snapshot(next!, now) : null;
  return { outcome: { kind: 'removed', lock: removed, passedTo }, next: next!, changes: passed };
}
