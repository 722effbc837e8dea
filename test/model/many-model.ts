import { checkAnswer, type ModelCall, type SeenLock } from './lock-model';
import { type ManyCall } from './lock-world';
import { type ModelLock, RESERVATION_MS, settle } from './model-lock';

/** The answer to an acquire of several records, each with its number and when it was decided. */
export interface SeenMany {
  readonly complete: boolean;
  readonly acquired: readonly SeenOne[];
  readonly conflicts: readonly SeenOne[];
}

interface SeenOne {
  readonly key: number;
  readonly lock: SeenLock;
  readonly nowMs: number;
}

/** Checks the answer against the models of the records, then updates them. */
export function checkMany(model: readonly ModelLock[], call: ManyCall, seen: SeenMany): void {
  const all = [...seen.acquired, ...seen.conflicts];
  const nowMs = Math.max(...all.map((one) => one.nowMs));
  const keys = [...new Set(call.keys)];
  const conflicting = keys.filter((key) => isHeldElsewhere(settled(model[key]!, nowMs), call));
  const isRefused = call.mode === 'ALL' && conflicting.length > 0;
  const acquired = isRefused ? [] : keys.filter((key) => !conflicting.includes(key));
  expectKeys(seen.acquired, acquired, 'acquired');
  expectKeys(seen.conflicts, conflicting, 'conflicts');
  const isComplete = conflicting.length === 0;
  if (seen.complete !== isComplete) throw new Error(`complete: ${isComplete}`);
  for (const one of seen.conflicts) {
    const lock = model[one.key]!;
    if (isRefused) passOnFirst(lock, one);
    check(lock, call, { ...one, kind: 'heldByOther' });
  }
  for (const one of seen.acquired) {
    const { state, isReserved } = settled(model[one.key]!, one.nowMs);
    const created = state !== 'held' || isReserved;
    check(model[one.key]!, call, { ...one, kind: 'acquired', created });
  }
}

function check(
  model: ModelLock,
  { user, sessionId, maxHoldMs }: ManyCall,
  seen: SeenOne & { kind: string; created?: boolean },
): void {
  const call: ModelCall = {
    ...{ user, sessionId, maxHoldMs, key: seen.key, kind: 'acquire', adopt: false, token: 'none' },
    ...{ ttlSeconds: undefined, note: undefined },
  };
  checkAnswer(model, call, 0, { ...seen, held: seen.lock });
}

/** A lock in the way that is due passes on by itself before the answer, a moment earlier. */
function passOnFirst(lock: ModelLock, { nowMs, lock: seen }: SeenOne): void {
  const { state, expiresAtMs } = lock;
  if (state !== 'held' || expiresAtMs > nowMs) return;
  settle(lock, nowMs);
  lock.acquiredAtMs = seen.acquiredAtMs;
  lock.expiresAtMs = seen.acquiredAtMs + RESERVATION_MS;
}

function settled(lock: ModelLock, nowMs: number): ModelLock {
  const copy = structuredClone(lock);
  settle(copy, nowMs);
  return copy;
}

function isHeldElsewhere(lock: ModelLock, call: ManyCall): boolean {
  if (lock.state !== 'held') return false;
  if (lock.holderId !== call.user) return true;
  if (lock.isReserved || call.sessionId === undefined || lock.sessionId === null) return false;
  return lock.sessionId !== call.sessionId;
}

function expectKeys(seen: readonly SeenOne[], keys: readonly number[], what: string): void {
  if (seen.map(({ key }) => key).join() !== keys.join()) throw new Error(`${what} ${keys.join()}`);
}
