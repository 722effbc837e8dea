import { joined, living, placeOf, without } from './line';
import { type Holder } from './lock';
import { changeOf, withChange } from './lock-change';
import { type Acquired, type LineFull, type Queued, type Withdrawn } from './lock-outcome';
import { type LockRecord } from './lock-record';
import { acquired, type AcquireRequest, end, isHeldElsewhere } from './lock-state';
import { settle, unchanged } from './standing';
import { snapshot, type Transition } from './transition';
import { readable } from './unreadable-record';

/**
 * Acquires a lock that is not held elsewhere, and otherwise joins the line: at the end, or with a
 * sign of life in the place that the caller has already.
 */
export function request(
  asked: AcquireRequest & {
    /** undefined keeps the message of a caller who is in the line already. */
    readonly message: string | null | undefined;
    /** How long the place is kept without a further sign of life. */
    readonly placeMs: number;
  },
): Transition<Acquired | Queued | LineFull> {
  return (stored, now) => {
    const standing = settle(readable(stored), now);
    const { record } = standing;
    if (!isHeldElsewhere(record, asked)) return acquired(standing, asked, now);
    const { holder: user, message, sessionId = null, placeMs } = asked;
    const before = living(record.waiters, now);
    const waiters = joined(before, { user, message, sessionId, placeMs }, now);
    if (!waiters) return unchanged(standing, { kind: 'lineFull', lock: snapshot(record, now) });
    const next: LockRecord = { ...record, waiters };
    const place = placeOf(waiters, user.id);
    const isAsBefore =
      before === record.waiters && before[place]?.message === waiters[place]!.message;
    const change = changeOf('WAITERS_CHANGED', record.lock, now, { actor: user });
    return {
      outcome: { kind: 'queued', lock: snapshot(next, now), position: place + 1 },
      next,
      changes: isAsBefore ? standing.changes : withChange(standing.changes, change),
    };
  };
}

/** Leaves the line, or lets go of the lock that is reserved for the user. */
export function withdraw({ user }: { readonly user: Holder }): Transition<Withdrawn> {
  return (stored, now) => {
    const standing = settle(readable(stored), now);
    const { record } = standing;
    if (record?.status !== 'held') return NOT_WAITING;
    const { lock } = record;
    if (lock.isReserved && lock.holder.id === user.id) {
      const { next, changes } = end(standing, changeOf('RELEASED', lock, now, { actor: user }));
      return { outcome: { kind: 'withdrawn', wasWaiting: true }, next: next!, changes: changes! };
    }
    const before = living(record.waiters, now);
    const waiters = without(before, user.id);
    if (waiters === before) return unchanged(standing, { kind: 'withdrawn', wasWaiting: false });
    const next: LockRecord = { ...record, waiters };
    return {
      outcome: { kind: 'withdrawn', wasWaiting: true },
      next,
      changes: withChange(
        standing.changes,
        changeOf('WAITERS_CHANGED', lock, now, { actor: user }),
      ),
    };
  };
}

const NOT_WAITING = { outcome: { kind: 'withdrawn', wasWaiting: false } } as const;
