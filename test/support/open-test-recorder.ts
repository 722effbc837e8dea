import { type mongo } from 'mongoose';
import { type HistoryEntry, type HistoryGap } from '../../src/domain/lock-history';
import { type LockKey } from '../../src/domain/lock-key';
import { connect, createConnection } from '../../src/storage/connection/connection';
import {
  HISTORY_COLLECTION,
  type HistoryDocument,
} from '../../src/storage/history/history-document';
import { HistoryRecorder } from '../../src/storage/history/history-recorder';
import { MongoLockHistory } from '../../src/storage/history/mongo-lock-history';
import { FaultReports } from '../../src/storage/locks/fault-reports';
import { LOCKS_COLLECTION } from '../../src/storage/locks/lock-model';
import { waitUntil } from './wait-until';

const DAY_MS = 86_400_000;

/** The recorder of one gateway, on a connection of its own, and what it records. */
export interface TestRecorder {
  readonly history: MongoLockHistory;
  readonly collection: mongo.Collection<HistoryDocument>;
  readonly observed: {
    readonly interrupted: unknown[];
    readonly gaps: HistoryGap[];
    recordings: number;
    /** How late it was when it last wrote. */
    lagMs: number;
  };
  /** The entries of a record, oldest first. */
  entriesOf(key: LockKey): Promise<HistoryEntry[]>;
  /** The entries of a record, once there are so many. */
  untilEntries(key: LockKey, count: number): Promise<HistoryEntry[]>;
  /** Resolves when it records. */
  untilRecording(): Promise<void>;
  /** Ends it as a crash does: it cannot say anything to the database any more. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a recorder on a database. */
export async function openTestRecorder(
  uri: string,
  { leaseMs, retentionMs = 90 * DAY_MS }: { leaseMs?: number; retentionMs?: number } = {},
): Promise<TestRecorder> {
  const connection = createConnection();
  await connect(connection, uri);
  const observed: TestRecorder['observed'] = {
    interrupted: [],
    gaps: [],
    recordings: 0,
    lagMs: NaN,
  };
  const recorder = new HistoryRecorder(
    {
      ...{ connection, retentionMs },
      reportsOf: (database) => new FaultReports(database.collection(LOCKS_COLLECTION), () => {}),
      observer: {
        interrupted: (error) => void observed.interrupted.push(error),
        recording: () => void (observed.recordings += 1),
        resting: () => {},
        recorded: (_entries, lagMs) => void (observed.lagMs = lagMs),
        gap: (from, until) => void observed.gaps.push({ from, until }),
      },
    },
    // On a slow machine it takes longer until the lease is given up than a gateway that stops has.
    { leaseMs, stopMs: 30_000 },
  );
  const history = new MongoLockHistory(connection);
  const collection = connection.db!.collection<HistoryDocument>(HISTORY_COLLECTION);
  await recorder.start();
  const entriesOf = async ({ id }: LockKey): Promise<HistoryEntry[]> =>
    (await history.list({ filter: { lockId: id }, limit: 10_000 })).reverse();
  return {
    ...{ history, collection, observed, entriesOf },
    untilEntries: (key, count) =>
      waitUntil({
        ...{ what: `${count} entries of ${key.id}`, withinMs: 30_000 },
        ask: async () => {
          const entries = await entriesOf(key);
          return entries.length >= count ? entries : undefined;
        },
      }),
    untilRecording: async () => {
      await waitUntil({
        ...{ what: 'the recording', withinMs: 30_000 },
        ask: async () =>
          (await collection.findOne({ _id: 'recorder', token: { $exists: true } })) ?? undefined,
      });
    },
    crash: async () => {
      await connection.destroy(true);
      await recorder.stop();
    },
    close: async () => {
      await recorder.stop();
      await connection.close();
    },
  };
}
