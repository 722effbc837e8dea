import { type mongo } from 'mongoose';
import { AbandonedTransactions } from './abandoned-transactions';
import { AllOrNothing, type JointChangeParts } from './all-or-nothing';
import { type ChangeBatchParts } from './change-batch';
import { FaultReports, type StoredFault } from './fault-reports';
import { type LockDocument } from './lock-document';
import { LOCKS_COLLECTION } from './lock-model';
import { LockQueries } from './lock-queries';
import { ReadBarrier, type TermReading } from './read-barrier';
import { readLocks } from './read-locks';

/** What a store works with once its database is reached. */
export type StoreParts = ChangeBatchParts & {
  readonly queries: LockQueries;
  readonly allOrNothing: AllOrNothing;
};

/** What the store has before that, for its parts to work with. */
export type OwnParts = Pick<ChangeBatchParts, 'readAhead' | 'presumption' | 'onChanges'> &
  Pick<JointChangeParts, 'change'> & {
    readonly onStoredFault: (fault: StoredFault) => void;
  };

/** Uses the driver: casting every document in Mongoose costs more than the write. */
export function storePartsOf(
  client: mongo.MongoClient,
  database: mongo.Db,
  { change, onStoredFault, ...own }: OwnParts,
): StoreParts {
  const locks = database.collection<LockDocument>(LOCKS_COLLECTION);
  const barrier = new ReadBarrier(client, database);
  const reports = new FaultReports(locks, onStoredFault);
  const read = async (ids: readonly string[]): Promise<TermReading> => {
    const { term } = barrier;
    const startedAt = performance.now();
    const reading = await readLocks(database, ids);
    const tookMs = performance.now() - startedAt;
    own.presumption.learn(reading, { records: ids.length, tookMs });
    return { ...reading, term };
  };
  const abandoned = new AbandonedTransactions(client);
  const parts = { ...own, locks, database, barrier, reports, abandoned, read };
  return {
    ...parts,
    queries: new LockQueries(database, reports),
    allOrNothing: new AllOrNothing({ ...parts, client, change }),
  };
}
