import { type Caller } from './caller';
import { type CallerChanges, termsOf } from './caller-changes';
import { assertInTime, DefiniteFault, Overloaded, Unavailable } from './errors';
import { type AcquireCall } from './grant-request';
import { type LockKey, type ParsedKey } from './lock-key';
import { type Acquired, type HeldByOther } from './lock-outcome';
import { type AcquiredMany, type QuotaExceeded } from './lock-result';
import { acquire } from './lock-state';

/** Whether one record that is held elsewhere keeps the caller from acquiring the others. */
export type AcquireMode = 'ALL' | 'AVAILABLE';

/** What a caller can ask of an acquire of several records. */
export interface AcquireManyCall extends Omit<AcquireCall, 'key' | 'change' | 'adopt'> {
  readonly items: readonly ParsedKey[];
  readonly mode: AcquireMode;
}

type Outcome = Acquired | HeldByOther;

/** Acquires these different records in the mode of a valid call. */
export function acquireMany(
  changes: CallerChanges,
  caller: Caller,
  { keys, call }: { keys: readonly LockKey[]; call: AcquireManyCall },
): Promise<AcquiredMany | QuotaExceeded> {
  const { deadlineAt, mode } = call;
  const { store } = changes;
  const terms = termsOf(caller, deadlineAt);
  const each = keys.map((key) => ({
    key,
    transition: acquire(changes.asked(caller, key, call)),
  }));
  return changes.withinQuota(caller, keys, deadlineAt, async () => {
    assertInTime(deadlineAt);
    if (mode === 'ALL') {
      const outcomes = await store.changeAll(each, ({ kind }) => kind === 'acquired', terms);
      const conflicts = locksOf(outcomes, 'heldByOther');
      const acquired = conflicts.length === 0 ? locksOf(outcomes, 'acquired') : [];
      return { kind: 'acquiredMany', complete: conflicts.length === 0, acquired, conflicts };
    }
    const results = await Promise.allSettled(
      each.map(({ key, transition }) => store.change(key, transition, terms)),
    );
    const outcomes = outcomesOf(results);
    const acquired = locksOf(outcomes, 'acquired');
    const complete = acquired.length === keys.length;
    return {
      kind: 'acquiredMany',
      complete,
      acquired,
      conflicts: locksOf(outcomes, 'heldByOther'),
    };
  });
}

function locksOf(outcomes: readonly Outcome[], kind: Outcome['kind']): Outcome['lock'][] {
  return outcomes.filter((outcome) => outcome.kind === kind).map(({ lock }) => lock);
}

/**
 * The outcomes of the records that have one. A lock that cannot be acquired as it is stored does not
 * affect the others; any other failure leaves open what was acquired, unless nothing was tried.
 */
function outcomesOf(results: readonly PromiseSettledResult<Outcome>[]): Outcome[] {
  const outcomes: Outcome[] = [];
  let fault: unknown;
  const failures: unknown[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') outcomes.push(result.value);
    else if (result.reason instanceof DefiniteFault) fault = result.reason;
    else failures.push(result.reason);
  }
  if (failures.length > 0) {
    const [failure] = failures;
    const isUntried = failures.every((reason) => reason instanceof Overloaded);
    if (isUntried && outcomes.length === 0) throw failure;
    throw new Unavailable('not all records were acquired', { cause: failure });
  }
  if (outcomes.length === 0) throw fault;
  return outcomes;
}
