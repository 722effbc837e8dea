import { DefiniteFault } from '../../domain/errors';
import { type LockKey } from '../../domain/lock-key';
import { type Transition } from '../../domain/lock-state';
import { type ChangeTerms } from '../../domain/lock-store';
import { isUnreadable, type StoredRecord } from '../../domain/unreadable-record';
import { type LockDocument } from './lock-document';
import { type AheadReading } from './read-ahead';
import { toStoredRecord } from './read-document';
import { toStorableDocument } from './storable-document';

/** One transition that waits for its key. */
export interface Change {
  readonly key: LockKey;
  readonly transition: Transition<unknown>;
  /** For whom and until when; by default for nobody in particular. */
  readonly terms?: ChangeTerms | undefined;
  /** What was read of the key after this change was begun. */
  readonly ahead?: AheadReading | undefined;
}

/** The changes of one key within a batch, in order of arrival, with their indexes in the batch. */
export interface Group {
  readonly key: LockKey;
  readonly changes: readonly { transition: Transition<unknown>; index: number }[];
}

/** The decision of a group: one result per change, and the document to write if there is one. */
export interface Plan {
  readonly group: Group;
  readonly results: readonly PromiseSettledResult<unknown>[];
  readonly expected: LockDocument | undefined;
  readonly next: LockDocument | undefined;
  /** The problem with the expected document if it is not a valid lock. */
  readonly problem: string | undefined;
}

/** Groups the changes of a batch by their keys. */
export function groupByKey(changes: readonly Change[]): Group[] {
  const groups = new Map<string, { key: LockKey; changes: Group['changes'][number][] }>();
  changes.forEach(({ key, transition }, index) => {
    const group = groups.get(key.id);
    if (group) group.changes.push({ transition, index });
    else groups.set(key.id, { key, changes: [{ transition, index }] });
  });
  return [...groups.values()];
}

/**
 * Runs the changes of a group; each sees the result of the ones before it. One that throws, or
 * whose record cannot be stored, is rejected alone and changes nothing. Never throws.
 */
export function planGroup(group: Group, expected: LockDocument | undefined, now: Date): Plan {
  let current: StoredRecord | undefined = expected && toStoredRecord(expected, group.key);
  const problem = isUnreadable(current) ? current.problem : undefined;
  let next: LockDocument | undefined;
  const results = group.changes.map(({ transition }): PromiseSettledResult<unknown> => {
    try {
      const decision = transition(current, now);
      if (decision.next) {
        next = toStorableDocument(decision.next);
        current = decision.next;
      }
      return { status: 'fulfilled', value: decision.outcome };
    } catch (error) {
      return { status: 'rejected', reason: toDefiniteFault(error) };
    }
  });
  return { group, results, expected, next, problem };
}

function toDefiniteFault(error: unknown): DefiniteFault {
  if (error instanceof DefiniteFault) return error;
  return new DefiniteFault('the change cannot be decided', { cause: error });
}
