import { begin, MAX_WAITERS, type ModelLock, passOn, PLACE_MS, settle } from './model-lock';

/** One call of one user on one key. */
export interface ModelCall {
  readonly kind:
    'acquire' | 'renew' | 'remove' | 'takeOver' | 'forceRemove' | 'request' | 'withdraw';
  readonly user: string;
  readonly key: number;
  readonly ttlSeconds: number | undefined;
  /** The note of a grant, the message of a request. */
  readonly note: string | undefined;
  /** Which token the caller sends. */
  readonly token: 'current' | 'older' | 'none';
  readonly sessionId: string | undefined;
  readonly adopt: boolean;
  /** The longest hold that the gateway is configured with. */
  readonly maxHoldMs: number | null;
}

/** An answer, reduced to what the model predicts. */
export interface SeenAnswer {
  readonly kind: string;
  readonly created?: boolean;
  readonly previousHolderId?: string;
  readonly position?: number;
  readonly wasWaiting?: boolean;
  readonly lock?: SeenLock | null;
  /** The lock after the call took effect, as the answer reports it; undefined: it does not. */
  readonly held: SeenLock | null | undefined;
  /** When it was decided, by the database's clock with its steps. */
  readonly nowMs: number;
}

export interface SeenLock {
  readonly holderId: string;
  readonly token: number;
  readonly acquiredAtMs: number;
  readonly renewedAtMs: number;
  readonly expiresAtMs: number;
  readonly note: string | null;
  readonly sessionId: string | null;
  readonly isReserved: boolean;
  readonly holdEndsAtMs: number | null;
  readonly line: readonly { user: string; message: string | null; sessionId: string | null }[];
}

export const DEFAULT_LEASE_MS = 30 * 60_000;

/** Thrown when the model does not allow an answer; says what was expected. */
class Unexpected extends Error {}

function expectThat(isSo: boolean, what: string): void {
  if (!isSo) throw new Unexpected(what);
}

/** Checks one answer against the model, then updates the model. */
export function checkAnswer(
  lock: ModelLock,
  call: ModelCall,
  token: number,
  seen: SeenAnswer,
): void {
  const before = structuredClone(lock);
  settle(lock, seen.nowMs);
  checkOutcome(lock, call, token, seen);
  if (lock.state === 'held') {
    if (seen.held !== undefined) expectLock(lock, seen.held, seen.nowMs);
    return;
  }
  expectThat(!seen.held, `a record that is ${lock.state}`);
  // Nothing was written that says so: a clock that steps back finds it held again.
  if (lock.state === 'expired' && before.state === 'held') Object.assign(lock, before);
}

function checkOutcome(lock: ModelLock, call: ModelCall, token: number, seen: SeenAnswer): void {
  const { nowMs } = seen;
  const isMine = lock.state !== 'free' && lock.holderId === call.user;
  const isThatGrant = isMine && token === lock.token;
  const isHeld = lock.state === 'held';
  switch (call.kind) {
    case 'acquire':
      if (isHeldElsewhere(lock, call)) return expectShown(lock, seen, 'heldByOther');
      return expectAcquired(lock, call, seen);
    case 'request':
      if (isHeldElsewhere(lock, call)) return expectQueued(lock, call, seen);
      return expectAcquired(
        lock,
        { ...call, note: undefined, ttlSeconds: undefined, adopt: false },
        seen,
      );
    case 'withdraw':
      return expectWithdrawn(lock, call, seen);
    case 'renew': {
      const isOver = lock.state === 'expired' && lock.holdEndsAtMs === lock.expiresAtMs;
      if (!isThatGrant || isOver) {
        if (isHeld) return expectShown(lock, seen, 'lost');
        return expectThat(seen.kind === 'lost' && seen.lock === null, 'lost, and free');
      }
      expectThat(seen.kind === 'renewed', 'renewed');
      if (isHeld)
        return goOn(
          lock,
          { ...call, ttlSeconds: undefined, note: undefined, sessionId: undefined },
          seen,
        );
      lock.changes.push('ACQUIRED');
      begin(lock, {
        ...{ holderId: call.user, nowMs, note: lock.note, sessionId: lock.sessionId },
        leaseMs: lock.isReserved ? DEFAULT_LEASE_MS : lock.leaseMs,
        ...{ isReserved: false, holdMs: call.maxHoldMs, token: undefined },
      });
      return;
    }
    case 'remove':
      if (isHeld && !isMine) return expectShown(lock, seen, 'heldByOther');
      if (!isMine || (call.token !== 'none' && !isThatGrant)) {
        return expectThat(seen.kind === 'notFound', 'notFound');
      }
      return expectEnd(lock, seen, 'RELEASED');
    case 'takeOver': {
      if (!isHeld) return expectThat(seen.kind === 'notFound', 'notFound');
      const previous = lock.holderId;
      expectThat(seen.kind === 'takenOver', 'takenOver');
      expectThat(seen.previousHolderId === previous, `previous holder ${previous}`);
      lock.changes.push('TAKEN_OVER');
      return grant(lock, { ...call, sessionId: undefined }, nowMs);
    }
    case 'forceRemove':
      if (!isHeld) return expectThat(seen.kind === 'notFound', 'notFound');
      return expectEnd(lock, seen, 'FORCE_REMOVED');
  }
}

function isHeldElsewhere(lock: ModelLock, call: ModelCall): boolean {
  if (lock.state !== 'held') return false;
  if (lock.holderId !== call.user) return true;
  const mayMove = lock.isReserved || (call.kind === 'acquire' && call.adopt);
  return isOtherSession(lock, call) && !mayMove;
}

function isOtherSession(lock: ModelLock, { sessionId }: ModelCall): boolean {
  return isOther(lock.sessionId, sessionId ?? null);
}

function isOther(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

function expectAcquired(lock: ModelLock, call: ModelCall, seen: SeenAnswer): void {
  expectThat(seen.kind === 'acquired', 'acquired');
  const isNew = lock.state !== 'held' || lock.isReserved;
  expectThat(seen.created === isNew, `created: ${isNew}`);
  if (lock.state === 'held') return goOn(lock, call, seen);
  lock.changes.push('ACQUIRED');
  grant(lock, call, seen.nowMs);
}

function grant(lock: ModelLock, call: ModelCall, nowMs: number): void {
  lock.line = lock.line.filter(({ user, endsAtMs }) => endsAtMs > nowMs && user !== call.user);
  begin(lock, {
    ...{ holderId: call.user, nowMs, note: call.note || null, sessionId: call.sessionId ?? null },
    leaseMs: call.ttlSeconds === undefined ? DEFAULT_LEASE_MS : call.ttlSeconds * 1000,
    ...{ isReserved: false, holdMs: call.maxHoldMs, token: undefined },
  });
}

/** The grant goes on: renewed, claimed by the user it is reserved for, or in another session. */
function goOn(lock: ModelLock, call: ModelCall, { nowMs }: SeenAnswer): void {
  const askedMs = call.ttlSeconds === undefined ? undefined : call.ttlSeconds * 1000;
  const isMoved = isOtherSession(lock, call);
  lock.changes.push(isMoved ? 'TAKEN_OVER' : 'RENEWED');
  if (lock.isReserved) {
    lock.leaseMs = askedMs ?? DEFAULT_LEASE_MS;
    lock.holdEndsAtMs = call.maxHoldMs === null ? null : lock.acquiredAtMs + call.maxHoldMs;
    lock.isReserved = false;
  } else lock.leaseMs = Math.max(lock.leaseMs, askedMs ?? 0);
  const endsAtMs = Math.max(nowMs + lock.leaseMs, lock.expiresAtMs + 1);
  lock.expiresAtMs = Math.min(endsAtMs, lock.holdEndsAtMs ?? Infinity);
  if (call.note !== undefined) lock.note = call.note || null;
  lock.sessionId = call.sessionId ?? lock.sessionId;
  lock.line = lock.line.filter(
    ({ user, endsAtMs: until, sessionId: tab }) =>
      until > nowMs && (user !== call.user || isOther(lock.sessionId, tab)),
  );
  if (!isMoved) return;
  lock.olderToken = lock.token || -1;
  lock.token = undefined;
}

function expectQueued(lock: ModelLock, call: ModelCall, seen: SeenAnswer): void {
  const before = lock.line;
  const line = before.filter(({ endsAtMs }) => endsAtMs > seen.nowMs);
  const waiting = line.find(({ user }) => user === call.user);
  if (!waiting && line.length === MAX_WAITERS) {
    return expectThat(seen.kind === 'badInput', 'badInput');
  }
  const message = call.note === undefined ? (waiting?.message ?? null) : call.note || null;
  const isAsBefore = waiting?.message === message && line.length === before.length;
  if (!isAsBefore) lock.changes.push('WAITERS_CHANGED');
  const sessionId = call.sessionId ?? waiting?.sessionId ?? null;
  const endsAtMs = seen.nowMs + PLACE_MS;
  if (waiting) Object.assign(waiting, { message, sessionId, endsAtMs });
  else line.push({ user: call.user, sinceMs: seen.nowMs, message, sessionId, endsAtMs });
  lock.line = line;
  const position = line.findIndex(({ user }) => user === call.user) + 1;
  expectThat(seen.position === position, `position ${position}`);
  expectShown(lock, seen, 'queued');
}

function expectWithdrawn(lock: ModelLock, call: ModelCall, seen: SeenAnswer): void {
  const isReservedForMe = lock.state === 'held' && lock.isReserved && lock.holderId === call.user;
  const line = lock.line.filter(({ endsAtMs }) => endsAtMs > seen.nowMs);
  const isWaiting = lock.state === 'held' && line.some(({ user }) => user === call.user);
  expectThat(seen.kind === 'withdrawn', 'withdrawn');
  expectThat(seen.wasWaiting === (isReservedForMe || isWaiting), 'to know who waited');
  if (isReservedForMe) {
    lock.changes.push('RELEASED');
    lock.state = 'free';
    return passOn(lock, seen.nowMs);
  }
  if (!isWaiting) return;
  lock.changes.push('WAITERS_CHANGED');
  lock.line = line.filter(({ user }) => user !== call.user);
}

function expectEnd(lock: ModelLock, seen: SeenAnswer, change: string): void {
  expectShown(lock, seen, 'removed');
  const hadEnded = lock.state === 'expired';
  lock.state = 'free';
  if (hadEnded) return;
  lock.changes.push(change);
  passOn(lock, seen.nowMs);
}

function expectShown(lock: ModelLock, seen: SeenAnswer, kind: string): void {
  expectThat(seen.kind === kind, kind);
  expectLock(lock, seen.lock ?? null, seen.nowMs);
}

/** Checks a lock that is shown; one whose token was not seen before must have a larger one. */
export function expectLock(lock: ModelLock, seen: SeenLock | null, nowMs: number): void {
  expectThat(seen !== null, `a lock of ${lock.holderId}`);
  noteToken(lock, seen!.token);
  const line = lock.line.filter(({ endsAtMs }) => endsAtMs > nowMs);
  const { holderId, token, acquiredAtMs, expiresAtMs, note, sessionId } = lock;
  const { isReserved, holdEndsAtMs } = lock;
  const expected = {
    ...{ holderId, token, acquiredAtMs, expiresAtMs, note, sessionId, isReserved, holdEndsAtMs },
    line: line.map(({ user, message, sessionId: tab }) => ({ user, message, sessionId: tab })),
  };
  const shown = seen!;
  for (const [name, value] of Object.entries(expected)) {
    const got = JSON.stringify(shown[name as keyof typeof shown]);
    expectThat(got === JSON.stringify(value), `${name} ${JSON.stringify(value)}, not ${got}`);
  }
}

/** The token of a grant is larger than all before it. */
export function noteToken(lock: ModelLock, token: number): void {
  if (lock.token !== undefined) return;
  expectThat(token > lock.largestToken, `a token over ${lock.largestToken}`);
  lock.token = token;
  lock.largestToken = token;
}
