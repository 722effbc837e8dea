import { type HoldSnapshot } from '../client/held-lock';
import { type LockFault, type LockFaultKind } from '../client/lock-fault';
import { type Lock } from '../client/lock-types';

/** An error as react-admin expects it of a data provider: `status` tells `authProvider.checkError` what it is. */
export class LockHttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    message: string,
    readonly status: number,
    /** The lock that stands in the way, if one does. */
    readonly body: { readonly lock: Lock | null } = { lock: null },
  ) {
    super(message);
  }
}

/** 403 signs out in many an `authProvider`: it is for a missing permission alone, never for a conflict. */
export const CONFLICT = 409;

const UNAVAILABLE = 503;

const STATUS: Partial<Record<LockFaultKind, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  badInput: 400,
  rateLimited: 429,
  quotaExceeded: 429,
  timeout: 504,
  network: UNAVAILABLE,
  unavailable: UNAVAILABLE,
  unsupported: 501,
};

/** A fault of the client, as react-admin expects it. */
export function faultError(fault: LockFault): LockHttpError {
  return new LockHttpError(fault.message, STATUS[fault.kind] ?? 500);
}

/** Why a record could not be locked. */
export function notHeldError(snapshot: HoldSnapshot): LockHttpError {
  const { state } = snapshot;
  if (state === 'heldByOther') {
    const { holder, reserved } = snapshot.lock;
    const does = reserved ? 'is next to edit' : 'is editing';
    return conflict(`${holder.username} ${does} this record.`, snapshot.lock);
  }
  if (state === 'heldInOtherTab') {
    return conflict('You are editing this record in another tab.', snapshot.lock);
  }
  const fault = state === 'offline' || state === 'released' ? snapshot.fault : null;
  return fault === null ? conflict('The lock on this record is over.', null) : faultError(fault);
}

function conflict(message: string, lock: Lock | null): LockHttpError {
  return new LockHttpError(message, CONFLICT, { lock });
}
