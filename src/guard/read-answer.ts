import { type GatewayAnswer } from './ask-gateway';
import { field, isObject, list, Malformed, nullable, numberOf, textOf } from './answer-fields';
import {
  type CurrentLock,
  type HeldLock,
  type LockCheck,
  type LockGrant,
  type LockRefusal,
  type LostLock,
} from './lock-check';

/** After how long a save can be tried again when the gateway did not say. */
export const RETRY_AFTER_SECONDS = 2;
const MAX_RETRY_AFTER_SECONDS = 60;

/** What an answer says of these grants; throws `Malformed` when it is not one of the gateway. */
export function readAnswer(answer: GatewayAnswer, grants: readonly LockGrant[]): LockCheck {
  const { status, body } = answer;
  if (status === 413)
    return { kind: 'badRequest', message: 'The names of the records are too long.' };
  const data = status === 200 ? field(body, 'data') : null;
  const results = isObject(data) ? field(data, 'checkLocks') : null;
  if (!Array.isArray(results)) return refusalOf(answer);
  if (results.length !== grants.length) throw new Malformed('a result for each record');
  const read = results.map((result, index) => readResult(result, grants[index]!));
  // A loss is definite, whatever became of the other records.
  const lost = read.flatMap((result) => (isLost(result) ? [result] : []));
  if (lost.length > 0) return { kind: 'lost', lost };
  const locks = read.flatMap((result) => (result && !isLost(result) ? [result] : []));
  return locks.length === grants.length ? { kind: 'held', locks } : refusalOf(answer);
}

function isLost(result: HeldLock | LostLock | null): result is LostLock {
  return result !== null && 'message' in result;
}

/** Null when the gateway could not check this one. */
function readResult(result: unknown, grant: LockGrant): HeldLock | LostLock | null {
  if (result === null) return null;
  switch (field(result, '__typename')) {
    case 'LockHeld': {
      const lock = field(result, 'lock');
      if (field(lock, 'fencingToken') !== grant.fencingToken) throw new Malformed('the same token');
      return { ...grant, ...endOf(lock) };
    }
    case 'LockLost': {
      const message = textOf(result, 'message');
      return { ...grant, message, currentLock: nullable(result, 'currentLock', currentLockOf) };
    }
    default:
      throw new Malformed('LockHeld or LockLost');
  }
}

function currentLockOf(result: unknown, name: string): CurrentLock {
  const lock = field(result, name);
  const holder = field(lock, 'holder');
  return {
    holder: { id: textOf(holder, 'id'), username: textOf(holder, 'username') },
    acquiredAt: textOf(lock, 'acquiredAt'),
    ...endOf(lock),
    heldByMe: field(lock, 'heldByMe') === true,
    reserved: field(lock, 'reserved') === true,
  };
}

function endOf(lock: unknown): Pick<HeldLock, 'expiresAt' | 'expiresInMs'> {
  return {
    expiresAt: nullable(lock, 'expiresAt', textOf),
    expiresInMs: nullable(lock, 'expiresInMs', numberOf),
  };
}

/** What the first error of an answer says of the whole save. */
function refusalOf({ status, retryAfter, body }: GatewayAnswer): LockRefusal {
  const [error] = list(body, 'errors');
  const message = error === undefined ? '' : textOf(error, 'message');
  const extensions = isObject(error) ? field(error, 'extensions') : undefined;
  const code = isObject(extensions) ? field(extensions, 'code') : undefined;
  if (status < 500) {
    if (code === 'UNAUTHENTICATED') return { kind: 'unauthenticated', message };
    if (code === 'FORBIDDEN') return { kind: 'forbidden', message };
    if (code === 'BAD_USER_INPUT') return { kind: 'badRequest', message };
  }
  const seconds = retryAfter !== null && /^\d{1,4}$/.test(retryAfter) ? Number(retryAfter) : 0;
  return {
    kind: 'unavailable',
    reason: `the gateway answered ${status} ${String(code)}: ${message}`,
    retryAfterSeconds: Math.min(seconds || RETRY_AFTER_SECONDS, MAX_RETRY_AFTER_SECONDS),
  };
}
