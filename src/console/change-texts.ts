import { type Lock } from '../client/public';
import { type ChangeOutcome, type LockChange } from '../operator/public';
import { type ChangeRun } from './use-changes';

/** What each change is called. */
export const CHANGE_NAMES: Readonly<Record<LockChange, string>> = {
  forceRemove: 'Force-remove',
  takeOver: 'Take over',
};

const DONE: Readonly<Record<LockChange, string>> = {
  forceRemove: 'Removed',
  takeOver: 'Taken over',
};
const DOING: Readonly<Record<LockChange, string>> = {
  forceRemove: 'Removing',
  takeOver: 'Taking over',
};
const NOT_DONE: Readonly<Record<LockChange, string>> = {
  forceRemove: 'Not removed',
  takeOver: 'Not taken over',
};

export const locksText = (count: number): string =>
  count === 1 ? '1 lock' : `${count.toLocaleString()} locks`;

/** The record of a lock, for people. */
export const recordText = ({ route, resourceId }: Lock): string => `${route}/${resourceId}`;

/** Whose locks these are, most first: a name, and the records. */
export function byHolder(locks: readonly Lock[]): [name: string, locks: readonly Lock[]][] {
  const groups = new Map<string, Lock[]>();
  for (const lock of locks) {
    const group = groups.get(lock.holder.id);
    if (group) group.push(lock);
    else groups.set(lock.holder.id, [lock]);
  }
  return [...groups.values()]
    .sort((one, other) => other.length - one.length)
    .map((group) => [group[0]!.holder.username, group]);
}

/** The first few of many texts, and how many more there are. */
export function someOf(texts: readonly string[], most: number): string {
  if (texts.length <= most) return texts.join(', ');
  return `${texts.slice(0, most).join(', ')} and ${(texts.length - most).toLocaleString()} more`;
}

/** The state of a run in one line. */
export function runText({ change, total, outcomes, isOver }: ChangeRun): string {
  const done = outcomes.filter(({ kind }) => kind === 'done');
  if (!isOver) {
    return `${DOING[change]} ${outcomes.length.toLocaleString()} of ${locksText(total)}…`;
  }
  const holders = byHolder(done.map(({ lock }) => lock)).map(([name, locks]) =>
    done.length === 1
      ? `${recordText(locks[0]!)} of ${name}`
      : `${locks.length.toLocaleString()} of ${name}`,
  );
  const whose = holders.length === 0 ? '' : `: ${someOf(holders, 4)}`;
  const failed = outcomes.filter((outcome) => isFailure(outcome)).length;
  const rest = failed === 0 ? '' : ` ${NOT_DONE[change]}: ${failed.toLocaleString()}.`;
  const count =
    done.length === total
      ? locksText(total)
      : `${done.length.toLocaleString()} of ${locksText(total)}`;
  return `${DONE[change]} ${count}${whose}.${rest}`;
}

/** True for an outcome that somebody has to look at. */
export function isFailure({ kind }: ChangeOutcome): boolean {
  return kind === 'failed' || kind === 'notTried' || kind === 'passed';
}

/** What came of one lock, other than that it was done. */
export function outcomeText(outcome: ChangeOutcome, change: LockChange): string {
  const not = NOT_DONE[change];
  switch (outcome.kind) {
    case 'done':
      return outcome.now && change === 'forceRemove'
        ? `${DONE[change]}; ${outcome.now.username} was next in line and has it now.`
        : `${DONE[change]}.`;
    case 'free':
      return 'It was free already.';
    case 'passed':
      return `${not}: it passed to ${outcome.now.username} meanwhile.`;
    case 'failed':
      return `${isOpen(outcome.fault.kind) ? `Perhaps ${not.toLowerCase()}` : not}: ${outcome.fault.message}`;
    case 'notTried':
      return outcome.fault ? `Not tried: ${outcome.fault.message}` : 'Not tried: it was stopped.';
  }
}

/** Whether it may have happened all the same. */
function isOpen(kind: string): boolean {
  return ['network', 'timeout', 'internal'].includes(kind);
}
