/** The model of one key; written from the contract, not from the code. */
export interface ModelLock {
  state: 'free' | 'held' | 'expired';
  holderId: string;
  token: number;
  acquiredAtMs: number;
  expiresAtMs: number;
  leaseMs: number;
  note: string | null;
  /** The largest token ever seen; outlives removal and sweep. */
  largestToken: number;
  /** Tokens of earlier grants, for late removals. */
  olderToken: number;
  /** False once the document was deleted as the TTL index does. */
  isRemembered: boolean;
}

/** A key that was never locked. */
export function newModelLock(): ModelLock {
  return {
    state: 'free',
    holderId: '',
    token: 0,
    acquiredAtMs: 0,
    expiresAtMs: 0,
    leaseMs: 0,
    note: null,
    largestToken: 0,
    olderToken: -1,
    isRemembered: false,
  };
}

/** One call of one user on one key. */
export interface ModelCall {
  readonly kind: 'acquire' | 'renew' | 'remove' | 'takeOver' | 'forceRemove';
  readonly user: string;
  readonly key: number;
  readonly ttlSeconds: number | undefined;
  readonly note: string | undefined;
  /** Which token the caller sends. */
  readonly token: 'current' | 'older' | 'none';
}

/** An answer, reduced to what the model predicts. */
export interface SeenAnswer {
  readonly kind: string;
  readonly created?: boolean;
  readonly previousHolderId?: string;
  readonly lock?: SeenLock | null;
  /** The lock after the call took effect, as the answer reports it. */
  readonly held: SeenLock | null;
}

export interface SeenLock {
  readonly holderId: string;
  readonly token: number;
  readonly acquiredAtMs: number;
  readonly renewedAtMs: number;
  readonly expiresAtMs: number;
  readonly note: string | null;
}

const DEFAULT_LEASE_MS = 30 * 60_000;

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
  checkOutcome(lock, call, token, seen);
  const { held } = seen;
  const isTrue = lock.state === 'held' ? held?.token === lock.token : held === null;
  expectThat(isTrue, `a record that is ${lock.state}`);
}

function checkOutcome(lock: ModelLock, call: ModelCall, token: number, seen: SeenAnswer): void {
  const isMine = lock.state !== 'free' && lock.holderId === call.user;
  switch (call.kind) {
    case 'acquire':
      if (lock.state === 'held' && !isMine) return expectShown(lock, seen, 'heldByOther');
      if (lock.state === 'held') return expectRenewed(lock, call, seen, 'acquired');
      return expectGrant(lock, call, seen, 'acquired');
    case 'renew':
      if (!isMine || token !== lock.token) return expectLost(lock, seen);
      if (lock.state === 'held') {
        return expectRenewed(
          lock,
          { ...call, ttlSeconds: undefined, note: undefined },
          seen,
          'renewed',
        );
      }
      return expectGrant(
        lock,
        { ...call, ttlSeconds: lock.leaseMs / 1000, note: lock.note ?? undefined },
        seen,
        'renewed',
      );
    case 'remove':
      if (lock.state === 'held' && !isMine) return expectShown(lock, seen, 'heldByOther');
      if (!isMine || (call.token !== 'none' && token !== lock.token)) {
        return expectThat(seen.kind === 'notFound', 'notFound');
      }
      expectShown(lock, seen, 'removed');
      lock.state = 'free';
      return;
    case 'takeOver': {
      if (lock.state !== 'held') return expectThat(seen.kind === 'notFound', 'notFound');
      const previous = lock.holderId;
      expectThat(seen.previousHolderId === previous, `previous holder ${previous}`);
      return expectGrant(lock, call, seen, 'takenOver');
    }
    case 'forceRemove':
      if (lock.state !== 'held') return expectThat(seen.kind === 'notFound', 'notFound');
      expectShown(lock, seen, 'removed');
      lock.state = 'free';
      return;
  }
}

function expectShown(lock: ModelLock, seen: SeenAnswer, kind: string): void {
  expectThat(seen.kind === kind, kind);
  expectThat(seen.lock?.token === lock.token, `token ${lock.token}`);
  expectThat(seen.lock?.holderId === lock.holderId, `holder ${lock.holderId}`);
  expectThat(seen.lock?.acquiredAtMs === lock.acquiredAtMs, `acquired at ${lock.acquiredAtMs}`);
  expectThat(seen.lock?.note === lock.note, `note ${lock.note}`);
}

function expectLost(lock: ModelLock, seen: SeenAnswer): void {
  if (lock.state === 'held') return expectShown(lock, seen, 'lost');
  expectThat(seen.kind === 'lost' && seen.lock === null, 'lost, and free');
}

function expectRenewed(lock: ModelLock, call: ModelCall, seen: SeenAnswer, kind: string): void {
  const { expiresAtMs } = lock;
  if (call.note !== undefined) lock.note = call.note || null;
  lock.leaseMs = Math.max(lock.leaseMs, (call.ttlSeconds ?? 0) * 1000);
  expectShown(lock, seen, kind);
  if (kind === 'acquired') expectThat(seen.created === false, 'created: false');
  const seenLock = seen.lock!;
  expectThat(seenLock.expiresAtMs > expiresAtMs, `a later end than ${expiresAtMs}`);
  expectThat(
    seenLock.expiresAtMs >= seenLock.renewedAtMs + lock.leaseMs,
    `a lease of ${lock.leaseMs} ms`,
  );
  lock.expiresAtMs = seenLock.expiresAtMs;
}

function expectGrant(lock: ModelLock, call: ModelCall, seen: SeenAnswer, kind: string): void {
  const leaseMs = call.ttlSeconds === undefined ? DEFAULT_LEASE_MS : call.ttlSeconds * 1000;
  expectThat(seen.kind === kind, kind);
  if (kind === 'acquired') expectThat(seen.created === true, 'created: true');
  const seenLock = seen.lock!;
  expectThat(seenLock.holderId === call.user, `holder ${call.user}`);
  expectThat(seenLock.token > lock.largestToken, `a token over ${lock.largestToken}`);
  expectThat(seenLock.note === (call.note || null), `note ${call.note}`);
  expectThat(seenLock.expiresAtMs === seenLock.acquiredAtMs + leaseMs, `a lease of ${leaseMs} ms`);
  Object.assign(lock, {
    state: 'held',
    holderId: call.user,
    olderToken: lock.token || -1,
    token: seenLock.token,
    largestToken: seenLock.token,
    acquiredAtMs: seenLock.acquiredAtMs,
    expiresAtMs: seenLock.expiresAtMs,
    leaseMs,
    note: call.note || null,
    isRemembered: true,
  } satisfies ModelLock);
}
