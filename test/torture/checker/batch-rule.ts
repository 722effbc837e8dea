import { type Call, type ListedLock } from '../history';
import { answerOf } from './facts';
import { type Violation } from './violation';

/**
 * Rule (f): of the locks of one `acquireAll` its user has all together or none. So no answer has a
 * part of them, and a list that shows a part, by the note that all of them have, is explained by
 * calls that may have ended or renewed each of the others, or by the end of the shortest lease.
 */
export function checkBatches(
  calls: readonly Call[],
  { minLeaseMs }: { minLeaseMs: number },
): Violation[] {
  const batches = calls.filter((call) => call.op === 'acquireAll');
  const byNote = new Map(batches.map((call) => [call.note, call]));
  return [
    ...batches.flatMap(checkAnswer),
    ...calls.flatMap((list) => {
      const answer = answerOf(list);
      if (answer?.kind !== 'list') return [];
      const notes = new Set(answer.locks.map(({ note }) => note));
      return [...notes].flatMap((note) => {
        const batch = byNote.get(note);
        if (!batch || list.endMs >= batch.startMs + minLeaseMs) return [];
        return checkShown(batch, { list, rows: answer.locks, calls });
      });
    }),
  ];
}

function checkAnswer(batch: Call): Violation[] {
  const answer = answerOf(batch);
  const { locks = [] } = batch;
  if (answer?.kind !== 'batch') return [];
  const { length } = answer.acquired;
  const isWhole = length === locks.length ? answer.conflicts.length === 0 : length === 0;
  const isTold = length > 0 || answer.conflicts.length > 0;
  return isWhole && isTold ? [] : [violation(batch, `got ${length} of ${locks.length}`, [])];
}

function checkShown(
  batch: Call,
  { list, rows, calls }: { list: Call; rows: readonly ListedLock[]; calls: readonly Call[] },
): Violation[] {
  const { locks = [], note } = batch;
  const isShown = (lock: string): boolean =>
    rows.some((row) => row.id === lock && row.note === note);
  const unexplained = locks.find(
    (lock) => !isShown(lock) && !calls.some((call) => mayEnd(call, lock, { batch, list })),
  );
  if (unexplained === undefined) return [];
  return [violation(batch, `a part was seen, without ${unexplained}`, [list])];
}

/** True for a call that may have taken the note, or the lock, away before the list was read. */
function mayEnd(call: Call, lock: string, { batch, list }: { batch: Call; list: Call }): boolean {
  if (call === batch || call.outcome.kind === 'notSent' || call.startMs >= list.endMs) return false;
  const isAbout = call.lock === lock || call.locks?.includes(lock) === true;
  if (!isAbout || (call.outcome.kind === 'definite' && call.endMs < batch.startMs)) return false;
  if (call.op === 'acquireAll') return call.user === batch.user;
  return ['remove', 'removeAll', 'forceRemove', 'takeOver'].includes(call.op);
}

function violation(batch: Call, message: string, others: readonly Call[]): Violation {
  const lock = batch.locks?.[0] ?? '*';
  return { rule: 'f', lock, message: `${batch.note}: ${message}`, calls: [batch, ...others] };
}
