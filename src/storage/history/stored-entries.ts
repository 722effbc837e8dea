import { type mongo } from 'mongoose';
import { type HistoryEntry } from '../../domain/lock-history';
import { type LockDocument, MAX_DOCUMENT_BYTES } from '../locks/lock-document';
import { LOCKS_COLLECTION } from '../locks/lock-model';
import { readChanges } from '../locks/read-changes';
import { findProblem, toRecord } from '../locks/read-document';
import { LENIENT } from '../locks/lenient';
import { changesBetween } from '../feed/told-changes';
import { entriesOf } from './read-entries';

const BATCH_SIZE = 500;

/**
 * What the documents of the locks still say of the time before `until`, some at a time: the grants
 * that are held, and what the last write of each lock did that ended after `from` (undefined: never).
 */
export async function* storedEntries(
  database: mongo.Db,
  { from, until }: { from: Date | undefined; until: Date },
): AsyncGenerator<HistoryEntry[]> {
  const isOfTime = from ? { $or: [HELD, { endedAt: { $gte: from } }] } : HELD;
  const isSmall = { $expr: { $lte: [{ $bsonSize: '$$ROOT' }, MAX_DOCUMENT_BYTES] } };
  const cursor = database
    .collection<LockDocument>(LOCKS_COLLECTION)
    .find({ ...isOfTime, ...NAMED, ...isSmall }, { ...LENIENT, batchSize: BATCH_SIZE });
  let entries: HistoryEntry[] = [];
  for await (const document of cursor) {
    if (findProblem(document) === undefined) entries.push(...entriesOfDocument(document, until));
    if (entries.length < BATCH_SIZE) continue;
    yield entries;
    entries = [];
  }
  yield entries;
}

const HELD = { status: 'held' } as const;
/** Not what gateways write for themselves, which is as if it had ended when no caller ever had it. */
const NAMED = { route: { $ne: '' } } as const;

/** What happens later is told by the stream, which knows more. */
function entriesOfDocument(document: LockDocument, until: Date): HistoryEntry[] {
  const record = toRecord(document);
  const told = entriesOf(readChanges(document) ?? []);
  const isGrantTold = told.some(({ fencingToken }) => fencingToken === record.lock.fencingToken);
  const standing = isGrantTold
    ? []
    : record.status === 'held'
      ? changesBetween(undefined, record, until)
      : changesBetween({ ...record, status: 'held' }, record, until);
  return [...told, ...entriesOf(standing)].filter(({ at }) => at <= until);
}
