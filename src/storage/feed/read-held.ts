import { type mongo } from 'mongoose';
import { type LockRecord } from '../../domain/lock-record';
import { type FaultReports } from '../locks/fault-reports';
import { MAX_DOCUMENT_BYTES, READ_PROJECTION, type ReadDocument } from '../locks/lock-document';
import { LOCKS_COLLECTION } from '../locks/lock-model';
import { findProblem, toRecord } from '../locks/read-document';
import { LENIENT } from '../locks/lenient';

/** How many documents a reply has, so that none blocks the event loop for long. */
const BATCH_SIZE = 500;

/**
 * The locks that were held at a logical time, whether or not their lease had run out, some at a time:
 * every write until then is in it, and none after. Documents that are not valid locks are left out
 * and reported.
 */
export async function* readHeld(
  { database, reports }: { database: mongo.Db; reports: FaultReports },
  time: mongo.Timestamp,
  id?: unknown,
): AsyncGenerator<LockRecord[]> {
  // The driver's `find` cannot be given the time of the snapshot.
  const cursor = database
    .runCursorCommand(
      {
        find: LOCKS_COLLECTION,
        filter: {
          ...(id !== undefined && { _id: id }),
          ...{ status: 'held', $expr: { $lte: [{ $bsonSize: '$$ROOT' }, MAX_DOCUMENT_BYTES] } },
        },
        // In the order of an index without ended locks, of which there can be many more.
        ...(id === undefined && { sort: { route: 1, resourceId: 1 } }),
        ...{ projection: READ_PROJECTION, batchSize: BATCH_SIZE },
        readConcern: { level: 'snapshot', atClusterTime: time },
      },
      { ...LENIENT },
    )
    .setBatchSize(BATCH_SIZE);
  try {
    while (await cursor.hasNext()) {
      const documents = cursor.readBufferedDocuments() as ReadDocument[];
      yield documents.filter((document) => isReadable(document, reports)).map(toRecord);
    }
  } finally {
    await cursor.close();
  }
}

function isReadable(document: ReadDocument, reports: FaultReports): boolean {
  const problem = findProblem(document);
  if (problem !== undefined) reports.unreadable(document._id, problem);
  return problem === undefined;
}
