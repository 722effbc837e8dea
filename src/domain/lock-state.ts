import { type Holder, type Lock, type LockSnapshot } from './lock';
import { type LockKey } from './lock-key';
import { isUnreadable, mended, readable, type StoredRecord } from './unreadable-record';

/**
 * The life of a lock, in one place. A key is in one of three states:
 *
 *   free     nobody has it (never had, or removed)
 *   held     one holder, lease running
 *   expired  the lease ran out and nobody took it since: free for everybody,
 *            and its last holder may still revive or remove it
 *
 * Every function below is one transition: it judges the record at the database's time `now` and
 * returns the outcome, with the record to store when something changes. Pure: the store decides
 * when to run it and makes it atomic.
 */
export type LockState = 'free' | 'held' | 'expired';

/** What is remembered of a key: its last grant, and how that ended if it is known to have ended. */
export interface LockRecord {
  readonly lock: Lock;
  /** `held` until marked; a lock that merely ran out may still say `held`. */
  readonly status: 'held' | 'expired' | 'removed';
  /** When it was removed or expired; null while held. */
  readonly endedAt: Date | null;
}

/** What a transition decided; without `next` it changes nothing. */
export interface Decision<Outcome> {
  readonly outcome: Outcome;
  readonly next?: LockRecord;
}

/**
 * Judges what is stored for a key (undefined: nothing) at the database's time; must be pure. Throws
 * `UnreadableLock` for what is no lock, unless it is the one that mends it.
 */
export type Transition<Outcome> = (
  stored: StoredRecord | undefined,
  now: Date,
) => Decision<Outcome>;

export type Acquired = { kind: 'acquired'; lock: LockSnapshot; created: boolean };
export type HeldByOther = { kind: 'heldByOther'; lock: LockSnapshot };
export type Renewed = { kind: 'renewed'; lock: LockSnapshot };
export type Lost = { kind: 'lost'; lock: LockSnapshot | null };
export type Removed = { kind: 'removed'; lock: LockSnapshot };
/** Nothing that may be ended; `lock` holds the record nevertheless, or it is free. */
export type NotFound = { kind: 'notFound'; lock: LockSnapshot | null };
export type TakenOver = { kind: 'takenOver'; lock: LockSnapshot; previousHolder: Holder };

/** Everything a transition can come to. */
export type TransitionOutcome =
  Acquired | HeldByOther | Renewed | Lost | Removed | NotFound | TakenOver;

/** What holds the key once the outcome took effect, as its transition saw it; null when free. */
export function heldAfter(outcome: TransitionOutcome): LockSnapshot | null {
  return outcome.kind === 'removed' ? null : outcome.lock;
}

/** Asks for a lock: a free or expired one is granted, one's own is renewed, another's refused. */
export function acquire(request: {
  key: LockKey;
  holder: Holder;
  /** undefined: the lease a renewed lock already has, or `defaultLeaseMs` for a new grant. */
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
 * Prolongs the grant of `fencingToken`. An expired one that nobody took is revived under a new
 * token; everything else is lost, never created.
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
 * Gives up one's own lock, held or expired; with `fencingToken` only that very grant, so that a
 * late release cannot drop a newer one.
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

/** Ends a held lock, whoever has it, and mends what is no lock: the key is free afterwards. */
export function forceRemove(): Transition<Removed | NotFound> {
  return (stored, now) => {
    if (isUnreadable(stored)) {
      const next = mended(stored, now);
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

/** The state a record is in at the database's time `now`. */
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

/**
 * A new grant. Its token is the database's time in milliseconds, or one more than the last token
 * where the clock has not moved on: larger than every earlier one also when the record of the
 * earlier grants was swept long ago.
 */
function grant(
  current: LockRecord | undefined,
  now: Date,
  to: { key: LockKey; holder: Holder; leaseMs: number | null; note: string | null },
): Lock {
  return {
    key: to.key,
    holder: to.holder,
    acquiredAt: now,
    renewedAt: now,
    expiresAt: to.leaseMs === null ? null : new Date(now.getTime() + to.leaseMs),
    leaseMs: to.leaseMs,
    fencingToken: Math.max((current?.lock.fencingToken ?? 0) + 1, now.getTime()),
    note: to.note,
  };
}

/**
 * A renewal never shortens: of two leases the longer counts, and the end moves at least one
 * millisecond on even when the database's clock stood still or stepped back.
 */
function renewed(
  lock: Lock,
  now: Date,
  change: { leaseMs?: number | null | undefined; note?: string | null | undefined },
): Lock {
  const leaseMs = longerLease(lock.leaseMs, change.leaseMs);
  const endsMs = leaseMs === null ? null : now.getTime() + leaseMs;
  const soonestMs = lock.expiresAt === null ? 0 : lock.expiresAt.getTime() + 1;
  return {
    ...lock,
    renewedAt: now,
    expiresAt: endsMs === null ? null : new Date(Math.max(endsMs, soonestMs)),
    leaseMs,
    note: change.note === undefined ? lock.note : change.note,
  };
}

function longerLease(own: number | null, asked: number | null | undefined): number | null {
  if (own === null || asked === null) return null;
  return Math.max(own, asked ?? 0);
}
