import { DefiniteFault } from '../../domain/errors';
import { type LockKey } from '../../domain/lock-key';
import { type LockChange, NO_CHANGES } from '../../domain/lock-change';
import { type LockRecord } from '../../domain/lock-record';
import { type ChangeTerms } from '../../domain/lock-store';
import { type Transition } from '../../domain/transition';
import { isUnreadable, type StoredRecord } from '../../domain/unreadable-record';
import { textBytesOf, toChangeDocuments } from './change-document';
import { type LockDocument } from './lock-document';
import { nextVersion, toStoredRecord } from './read-document';
import { toStorableDocument } from './storable-document';

/** One transition that waits for its key. */
export interface Change {
  readonly key: LockKey;
  readonly transition: Transition<unknown>;
  /** For whom and until when; by default for nobody in particular. */
  readonly terms?: ChangeTerms | undefined;
  /** Its place among all changes, in the order in which they began. */
  readonly place: number;
}

/** The changes of one key within a batch, in order of arrival, with their indexes in the batch. */
export interface Group {
  readonly key: LockKey;
  readonly changes: readonly { transition: Transition<unknown>; index: number }[];
}

/** The decision of a group: one result per change, and the document to write if there is one. */
export interface Plan {
  readonly group: Group;
  /** Those of the group that have to wait for the next write: one can record only so much. */
  readonly postponed: Group['changes'];
  readonly results: readonly PromiseSettledResult<unknown>[];
  readonly expected: LockDocument | undefined;
  readonly next: LockDocument | undefined;
  /** What the write of `next` does to the lock, in order. */
  readonly changes: readonly LockChange[];
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

/** The groups of plans, in order. */
export function groupsOf(plans: readonly Plan[]): Group[] {
  return plans.map(({ group }) => group);
}

/** How much text the changes of one write may have before no further one is folded into it. */
const MAX_CHANGES_BYTES = 16 * 1024;
/** What a change takes besides its texts: names of fields, times, numbers. */
const CHANGE_BYTES = 280;

/**
 * Runs the changes of a group; each sees the result of the ones before it. One that throws, or
 * whose record cannot be stored, is rejected alone and changes nothing. Never throws.
 */
export function planGroup(group: Group, expected: LockDocument | undefined, now: Date): Plan {
  let current: StoredRecord | undefined = expected && toStoredRecord(expected, group.key);
  const problem = isUnreadable(current) ? current.problem : undefined;
  const version = nextVersion(expected, now);
  const results: PromiseSettledResult<unknown>[] = [];
  let record: LockRecord | undefined;
  let next: LockDocument | undefined;
  let changes = NO_CHANGES;
  let bytes = 0;
  for (const { transition } of group.changes) {
    if (bytes > MAX_CHANGES_BYTES) break;
    try {
      const decision = transition(current, now);
      if (decision.next) {
        next = toStorableDocument(decision.next, version);
        current = record = decision.next;
        const { changes: done = NO_CHANGES } = decision;
        changes = changes.length === 0 ? done : changes.concat(done);
        if (group.changes.length > 1) bytes += bytesOf(done);
      }
      results.push({ status: 'fulfilled', value: decision.outcome });
    } catch (error) {
      results.push({ status: 'rejected', reason: toDefiniteFault(error) });
    }
  }
  if (next && changes.length > 0) next.changes = toChangeDocuments(changes, record!.lock);
  const isAll = results.length === group.changes.length;
  return {
    group: isAll ? group : { ...group, changes: group.changes.slice(0, results.length) },
    postponed: isAll ? [] : group.changes.slice(results.length),
    results,
    expected,
    next,
    changes,
    problem,
  };
}

function bytesOf(changes: readonly LockChange[]): number {
  let bytes = 0;
  for (const change of changes) bytes += CHANGE_BYTES + textBytesOf(change);
  return bytes;
}

function toDefiniteFault(error: unknown): DefiniteFault {
  if (error instanceof DefiniteFault) return error;
  return new DefiniteFault('the change cannot be decided', { cause: error });
}
