import { type LockChange } from '../domain/lock-change';
import { type LineMeters } from '../observability/metrics/line-metrics';

/** Creates a receiver of what writes did to locks that tells the meters of lines and sessions. */
export function measureChanges(meters: LineMeters): (changes: readonly LockChange[]) => void {
  return (changes) => {
    for (const change of changes) {
      const { type, at, waitingSince } = change;
      if (type === 'RESERVED' && waitingSince) {
        // The clock of the database can step back.
        meters.passedOn(Math.max(0, at.getTime() - waitingSince.getTime()));
      } else if (isClaim(change)) meters.claimed();
      else if (isLetGo(change)) meters.letGo();
      else if (isAdoption(change)) meters.adopted();
    }
  };
}

function isClaim({ type, lock, previous }: LockChange): boolean {
  return type !== 'RESERVED' && isReservedFor(previous, lock.holder.id);
}

function isLetGo({ type, lock, previous }: LockChange): boolean {
  if (type === 'TAKEN_OVER') return previous?.isReserved ?? false;
  return lock.isReserved && (type === 'EXPIRED' || type === 'RELEASED' || type === 'FORCE_REMOVED');
}

/** A take-over by the holder, as one who may override can do it, is in no session. */
function isAdoption({ type, lock, previous }: LockChange): boolean {
  return (
    type === 'TAKEN_OVER' &&
    previous?.holder.id === lock.holder.id &&
    previous.sessionId !== null &&
    lock.sessionId !== null &&
    previous.sessionId !== lock.sessionId
  );
}

function isReservedFor(lock: LockChange['previous'], userId: string): boolean {
  return lock !== null && lock.isReserved && lock.holder.id === userId;
}
