import { type Holder, type Lock } from '../../domain/lock';
import { type LockChangeType } from '../../domain/lock-change';
import { type LockRecord } from '../../domain/lock-record';
import { type ToldChange } from '../../domain/lock-stream';

/**
 * What must have happened between a held lock (undefined: the record was free) and what was written
 * in its place, where the write itself does not say: an earlier release made it, or somebody by hand.
 * `at` is the time where the lock does not tell one.
 */
export function changesBetween(
  before: LockRecord | undefined,
  after: LockRecord | undefined,
  at: Date,
): ToldChange[] {
  if (after?.status !== 'held') return before ? [endOf(before.lock, after, at)] : [];
  const { lock } = after;
  if (!before) return [grantOf(lock)];
  if (before.lock.fencingToken === lock.fencingToken) return goneOn(before, after, at);
  const { expiresAt, holder } = before.lock;
  if (expiresAt !== null && expiresAt <= lock.acquiredAt) {
    return [told('EXPIRED', before.lock, expiresAt), grantOf(lock)];
  }
  const by = { actor: lock.holder, previousHolder: holder };
  return [told('TAKEN_OVER', lock, lock.acquiredAt, by)];
}

function grantOf(lock: Lock): ToldChange {
  const type = lock.isReserved ? 'RESERVED' : 'ACQUIRED';
  return told(type, lock, lock.acquiredAt, { actor: lock.isReserved ? null : lock.holder });
}

function endOf(lock: Lock, after: LockRecord | undefined, at: Date): ToldChange {
  const { status, endedAt } = after ?? {};
  if (status === 'expired') return told('EXPIRED', lock, endedAt ?? lock.expiresAt ?? at);
  return told(after ? 'RELEASED' : 'FORCE_REMOVED', lock, endedAt ?? at);
}

function goneOn(before: LockRecord, { lock, waiters }: LockRecord, at: Date): ToldChange[] {
  const isRenewed = lock.renewedAt.getTime() !== before.lock.renewedAt.getTime();
  if (isRenewed) return [told('RENEWED', lock, lock.renewedAt, { actor: lock.holder })];
  const isSame = JSON.stringify(lock) === JSON.stringify(before.lock);
  if (!isSame) return [told('RENEWED', lock, at)];
  const isSameLine = JSON.stringify(waiters) === JSON.stringify(before.waiters);
  return isSameLine ? [] : [told('WAITERS_CHANGED', lock, at)];
}

function told(
  type: LockChangeType,
  lock: Lock,
  at: Date,
  by: { actor?: Holder | null; previousHolder?: Holder } = {},
): ToldChange {
  const { actor = null, previousHolder = null } = by;
  return { type, at, lock, actor, previousHolder, reason: null };
}
