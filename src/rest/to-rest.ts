import { type LockSnapshot } from '../domain/lock';
import { type InputProblem } from '../domain/lock-key';
import { type AcquireResult, type RemoveResult } from '../domain/lock-result';
import { type Answer, answer } from '../http/answer';
import { OUTCOMES } from '../outcomes/outcomes';
import { holderHeader } from './holder-header';

/** The REST answer to each outcome of an acquire or a removal. */
export function toRest(
  operation: 'acquire' | 'remove',
  result: AcquireResult | RemoveResult,
): Answer {
  switch (result.kind) {
    case 'acquired':
      return answer(result.created ? 'acquired' : 'renewed');
    case 'heldByOther':
      return operation === 'acquire'
        ? answer('heldByOther', holderHeaders(result.lock))
        : { ...OUTCOMES.heldByOther.restOnRemove, outcome: 'heldByOther' };
    case 'badInput':
      return problemToRest(result.problem);
    case 'removed':
    case 'notFound':
    case 'permissionMissing':
    case 'quotaExceeded':
      return answer(result.kind);
    default:
      return result satisfies never;
  }
}

/** The REST answer to an input that is missing or invalid. */
export function problemToRest(problem: InputProblem): Answer {
  return answer(problem.kind === 'missing' ? 'missingParameters' : 'invalidParameters');
}

function holderHeaders(lock: LockSnapshot): Record<string, string> {
  return {
    'X-Lock-Holder': holderHeader(lock.holder.username),
    'X-Lock-Acquired-At': lock.acquiredAt.toISOString(),
    ...(lock.expiresAt && { 'X-Lock-Expires-At': lock.expiresAt.toISOString() }),
  };
}
