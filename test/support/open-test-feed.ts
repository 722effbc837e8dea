import { type FeedObserver } from '../../src/domain/feed-observer';
import { type LockSubscriptionRequest } from '../../src/domain/lock-feed';
import { LiveLocks, type LiveLocksOptions } from '../../src/live/live-locks';
import { connect, createConnection } from '../../src/storage/connection/connection';
import { MongoLockStream } from '../../src/storage/feed/mongo-lock-stream';
import { type StoredFault } from '../../src/storage/locks/fault-reports';
import { Watching } from './watching';

/** What an observer was told, by name. */
export type Observed = {
  readonly [Name in keyof FeedObserver]: Parameters<FeedObserver[Name]>[0][];
};

/** The live locks of one gateway. */
export interface TestFeed {
  readonly live: LiveLocks;
  readonly observed: Observed;
  readonly storedFaults: readonly StoredFault[];
  watch(request?: Partial<LockSubscriptionRequest>): Promise<Watching>;
  close(): Promise<void>;
}

/** Connects to a database on a connection of its own. */
export async function openTestFeed(
  uri: string,
  options: Partial<LiveLocksOptions> = {},
): Promise<TestFeed> {
  const connection = createConnection();
  await connect(connection, uri);
  const { observer, observed } = observing();
  const storedFaults: StoredFault[] = [];
  const onStoredFault = (fault: StoredFault): void => void storedFaults.push(fault);
  const stream = new MongoLockStream({ connection, observer, onStoredFault });
  const live = new LiveLocks({ stream, observer, ...options });
  return {
    ...{ live, observed, storedFaults },
    watch: async (request) => {
      const { filter = {} } = request ?? {};
      const subscription = await live.subscribe(requestOf(request));
      return new Watching(subscription, filter === 'nothing' ? undefined : filter.holderId);
    },
    close: async () => {
      await live.stop();
      await connection.close();
    },
  };
}

/** A request for all locks of everybody, with these parts instead. */
export function requestOf(request: Partial<LockSubscriptionRequest> = {}): LockSubscriptionRequest {
  return { filter: {}, viewerId: 'user-viewer', snapshot: true, ...request };
}

/** An observer that keeps what it is told. */
export function observing(): { observer: FeedObserver; observed: Observed } {
  const observed: Observed = {
    ...{ snapshot: [], overflowed: [], lag: [], interrupted: [], reconnected: [], read: [] },
  };
  const observer: FeedObserver = {
    snapshot: (reason) => void observed.snapshot.push(reason),
    overflowed: () => void observed.overflowed.push(undefined),
    lag: (ms) => void observed.lag.push(ms),
    interrupted: (error) => void observed.interrupted.push(error),
    reconnected: () => void observed.reconnected.push(undefined),
    read: (locks) => void observed.read.push(locks),
  };
  return { observer, observed };
}
