import { type Answer, type Call, type ListedLock } from '../history';

/**
 * A call that names several locks as one call for each of them, which is all that the rules of one
 * lock need to know; any other call as it is.
 */
export function eachOf(call: Call): Call[] {
  const { locks, outcome } = call;
  if (!locks) return [call];
  const op = call.op === 'removeAll' ? 'remove' : 'acquire';
  return locks.flatMap((lock, index): Call[] => {
    const one = { ...call, op, lock } as const;
    if (outcome.kind !== 'definite') return [one];
    const answer = answerOn(lock, outcome.answer, index);
    return answer ? [{ ...one, outcome: { ...outcome, answer } }] : [];
  });
}

/** What the answer says of one lock; undefined: nothing. */
function answerOn(lock: string, answer: Answer, index: number): Answer | undefined {
  if (answer.kind === 'each') return answer.answers[index];
  if (answer.kind !== 'batch') return undefined;
  const find = (locks: readonly ListedLock[]): ListedLock | undefined =>
    locks.find(({ id }) => id === lock);
  const acquired = find(answer.acquired);
  if (acquired) return { kind: 'granted', lock: acquired };
  const conflict = find(answer.conflicts);
  // A free lock whose set could not be had complete is left as it was.
  return conflict && { kind: 'conflict', lock: conflict };
}
