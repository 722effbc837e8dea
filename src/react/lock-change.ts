import { type LockEvent } from '../client/lock-types';

/** What an event means to whoever shows locks as records. */
export type LockChange = 'created' | 'updated' | 'deleted';

/** Null for what changes nothing that is shown: a renewal, and the line. */
export function lockChangeOf({ type, currentLock }: LockEvent): LockChange | null {
  switch (type) {
    case 'ACQUIRED':
      return 'created';
    case 'TAKEN_OVER':
    case 'RESERVED':
      return 'updated';
    case 'RELEASED':
    case 'EXPIRED':
    case 'FORCE_REMOVED':
      return currentLock === null ? 'deleted' : 'updated';
    case 'RENEWED':
    case 'WAITERS_CHANGED':
      return null;
  }
}
