import { type mongo } from 'mongoose';
import { type LockKey } from '../../domain/lock-key';
import { type LockRecord } from '../../domain/lock-record';
import { type ToldChange } from '../../domain/lock-stream';
import { type FaultReports } from '../locks/fault-reports';
import { READ_PROJECTION } from '../locks/lock-document';
import { readChanges } from '../locks/read-changes';
import { findProblem, isDate, toRecord } from '../locks/read-document';
import { type ChangeEvent, type UpdateDescription } from './change-events';
import { PlaceLost } from './place-lost';
import { changesBetween } from './told-changes';

/** What an event is read with. */
export interface EventContext {
  readonly reports: FaultReports;
  /** The lock that holds a record by all earlier events. */
  readonly find: (id: string) => LockRecord | undefined;
  /** The lock of a document at a logical time. */
  readonly readAt: (id: unknown, time: mongo.Timestamp) => Promise<LockRecord | undefined>;
}

/** What a write did to the lock of a record. */
export interface ReadEvent {
  readonly key: LockKey;
  /** Null when it does not tell. */
  readonly version: number | null;
  readonly held: LockRecord | undefined;
  readonly changes: readonly ToldChange[];
}

/**
 * What an event tells of a lock; undefined when it is about none. A document that is not a valid lock
 * holds nothing, as in lists. Throws `PlaceLost` when the stream ends with it.
 */
export async function readEvent(
  event: ChangeEvent,
  context: EventContext,
): Promise<ReadEvent | undefined> {
  const id = event.documentKey?._id;
  switch (event.operationType) {
    case 'insert':
    case 'replace':
      return readWhole(event, context);
    case 'update': {
      const before = findBefore(id, context);
      const update = event.updateDescription ?? {};
      if (isMark(update)) return before && readMark(before, update, event);
      if (!isOfLock(update)) return undefined;
      // No gateway changes a lock in this way.
      const held = await context.readAt(id, event.clusterTime!);
      const { key } = (held ?? before)?.lock ?? {};
      const changes = changesBetween(before, held, timeOf(event));
      return key && { key, version: null, held, changes };
    }
    case 'delete': {
      const before = findBefore(id, context);
      return before && ended(event, before);
    }
    case 'drop':
    case 'rename':
    case 'dropDatabase':
    case 'invalidate':
      throw new PlaceLost(`the collection of the locks is gone: ${event.operationType}`);
  }
}

function readWhole(event: ChangeEvent, context: EventContext): ReadEvent | undefined {
  const document = event.fullDocument!;
  const before = findBefore(document._id, context);
  const problem = findProblem(document);
  if (problem !== undefined) {
    context.reports.unreadable(document._id, problem);
    return before && ended(event, before);
  }
  const record = toRecord(document);
  const held = record.status === 'held' ? record : undefined;
  const changes = readChanges(document) ?? changesBetween(before, record, timeOf(event));
  return { key: record.lock.key, version: document.version ?? null, held, changes };
}

/** Every gateway marks expired locks by an update, earlier releases without saying what it did. */
function isMark({ updatedFields }: UpdateDescription): boolean {
  return updatedFields?.['status'] === 'expired';
}

function readMark(before: LockRecord, update: UpdateDescription, event: ChangeEvent): ReadEvent {
  const { endedAt, version } = update.updatedFields!;
  const after: LockRecord = {
    ...before,
    ...{ status: 'expired', endedAt: isDate(endedAt) ? endedAt : null },
  };
  return {
    ...{ key: before.lock.key, version: typeof version === 'number' ? version : null },
    ...{ held: undefined, changes: changesBetween(before, after, timeOf(event)) },
  };
}

/** False for an update of fields that are not part of a lock. */
function isOfLock({
  updatedFields = {},
  removedFields = [],
  truncatedArrays = [],
  isTooLarge,
}: UpdateDescription): boolean {
  const paths = [
    ...Object.keys(updatedFields),
    ...removedFields,
    ...truncatedArrays.map(({ field }) => field),
  ];
  return (
    isTooLarge === true ||
    paths.some((path) => Object.hasOwn(READ_PROJECTION, path.split('.', 1)[0]!))
  );
}

/** A lock whose document is gone, or no lock any more. */
function ended(event: ChangeEvent, before: LockRecord): ReadEvent {
  const changes = changesBetween(before, undefined, timeOf(event));
  return { key: before.lock.key, version: null, held: undefined, changes };
}

function findBefore(id: unknown, { find }: EventContext): LockRecord | undefined {
  return typeof id === 'string' ? find(id) : undefined;
}

/** When the database made the write. */
export function timeOf({ wallTime, clusterTime }: ChangeEvent): Date {
  return wallTime ?? new Date((clusterTime?.getHighBitsUnsigned() ?? 0) * 1000);
}
