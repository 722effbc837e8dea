import { type InputProblem } from '../domain/lock-key';
import { type LockSnapshot } from '../domain/lock';
import { type AcquireResult, type RemoveResult } from '../domain/lock-result';
import { holderHeader } from './holder-header';
import {
  answer,
  FORBIDDEN,
  INVALID_PARAMETERS,
  MISSING_PARAMETERS,
  NOT_FOUND,
  type Answer,
  success,
  TOO_MANY_LOCKS,
} from '../http/answer';

/** The REST answer to each outcome of an acquire or a removal; a new outcome must be given one. */
export function toRest(
  operation: 'acquire' | 'remove',
  result: AcquireResult | RemoveResult,
): Answer {
  switch (result.kind) {
    case 'acquired':
      return success(result.created ? 'acquired' : 'renewed');
    case 'removed':
      return success('removed');
    case 'heldByOther':
      return operation === 'acquire'
        ? answer(409, 'Conflict', 'heldByOther', holderHeaders(result.lock))
        : answer(403, 'Forbidden', 'heldByOther');
    case 'notFound':
      return NOT_FOUND;
    case 'permissionMissing':
      return FORBIDDEN;
    case 'quotaExceeded':
      return TOO_MANY_LOCKS;
    case 'badInput':
      return problemToRest(result.problem);
    default:
      return result satisfies never;
  }
}

/** The REST answer to an input that cannot be used. */
export function problemToRest(problem: InputProblem): Answer {
  return problem.kind === 'missing' ? MISSING_PARAMETERS : INVALID_PARAMETERS;
}

function holderHeaders(lock: LockSnapshot): Record<string, string> {
  return {
    'X-Lock-Holder': holderHeader(lock.holder.username),
    'X-Lock-Acquired-At': lock.acquiredAt.toISOString(),
    ...(lock.expiresAt && { 'X-Lock-Expires-At': lock.expiresAt.toISOString() }),
  };
}
