import { type LockFault } from '../client/lock-fault';

/** True for a fault of any copy of the client: a page may have two, one of each module format. */
export function isLockFault(error: unknown): error is LockFault {
  return error instanceof Error && error.name === 'LockFault';
}
