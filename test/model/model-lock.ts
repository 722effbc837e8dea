/** A user in the line of the model. */
export interface ModelWaiter {
  readonly user: string;
  readonly sinceMs: number;
  endsAtMs: number;
  message: string | null;
  sessionId: string | null;
}

/** The model of one key; written from the contract, not from the code. All times are in ms. */
export interface ModelLock {
  /** Until its end is noticed an expired lock counts as held; `settle` notices. */
  state: 'free' | 'held' | 'expired';
  holderId: string;
  /** undefined: granted by the line, and not seen yet. */
  token: number | undefined;
  acquiredAtMs: number;
  expiresAtMs: number;
  leaseMs: number;
  note: string | null;
  sessionId: string | null;
  isReserved: boolean;
  holdEndsAtMs: number | null;
  line: ModelWaiter[];
  /** The largest token ever seen; outlives removal and sweep. */
  largestToken: number;
  /** The token of an earlier grant, for late removals. */
  olderToken: number;
  /** False once the document was deleted as the TTL index does. */
  isRemembered: boolean;
  /** What must have been recorded of the key so far. */
  changes: string[];
}

export const RESERVATION_MS = 30_000;
export const PLACE_MS = 60_000;
export const MAX_WAITERS = 50;

/** A key that was never locked. */
export function newModelLock(): ModelLock {
  return {
    ...{ state: 'free', holderId: '', token: 0, acquiredAtMs: 0, expiresAtMs: 0, leaseMs: 0 },
    ...{ note: null, sessionId: null, isReserved: false, holdEndsAtMs: null, line: [] },
    ...{ largestToken: 0, olderToken: -1, isRemembered: false, changes: [] },
  };
}

/** A lock ends when its time is over, and is the first living waiter's from then on. */
export function settle(lock: ModelLock, nowMs: number): void {
  if (lock.state !== 'held' || lock.expiresAtMs > nowMs) return;
  lock.changes.push('EXPIRED');
  lock.state = 'expired';
  passOn(lock, nowMs);
}

/** A lock that has ended is reserved for the first whose place is kept. */
export function passOn(lock: ModelLock, nowMs: number): void {
  const [first, ...others] = lock.line.filter(({ endsAtMs }) => endsAtMs > nowMs);
  lock.line = [];
  if (!first) return;
  lock.changes.push('RESERVED');
  begin(lock, {
    ...{ holderId: first.user, nowMs, leaseMs: RESERVATION_MS, note: null },
    ...{ sessionId: first.sessionId, isReserved: true, holdMs: null, token: undefined },
  });
  lock.line = others;
}

/** A new grant; nothing of the one before it is left but the line. */
export function begin(
  lock: ModelLock,
  grant: Pick<ModelLock, 'holderId' | 'leaseMs' | 'note' | 'sessionId' | 'isReserved' | 'token'> & {
    nowMs: number;
    holdMs: number | null;
  },
): void {
  const { nowMs, holdMs, ...what } = grant;
  const holdEndsAtMs = holdMs === null ? null : nowMs + holdMs;
  Object.assign(lock, what, {
    ...{ state: 'held', olderToken: lock.token || -1, isRemembered: true },
    ...{ acquiredAtMs: nowMs, holdEndsAtMs },
    expiresAtMs: Math.min(nowMs + what.leaseMs, holdEndsAtMs ?? Infinity),
  });
}
