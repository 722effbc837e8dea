import { type Connection, type mongo } from 'mongoose';
import { type FeedObserver } from '../../domain/feed-observer';
import { type FollowedStream, type LockFollower, type LockStream } from '../../domain/lock-stream';
import { FaultReports, type StoredFault } from '../locks/fault-reports';
import { LOCKS_COLLECTION } from '../locks/lock-model';
import { Following } from './following';

/** What a stream works with. */
export interface MongoLockStreamParts {
  /** May be opened later, and be lost meanwhile. */
  readonly connection: Connection;
  readonly observer: FeedObserver;
  /** Receives each stored document that cannot be used, once. Must not throw. */
  readonly onStoredFault: (fault: StoredFault) => void;
}

/** The writes to the locks of one MongoDB database, by a change stream. */
export class MongoLockStream implements LockStream {
  private reports: FaultReports | undefined;

  constructor(private readonly parts: MongoLockStreamParts) {}

  follow(follower: LockFollower): FollowedStream {
    const { connection, observer, onStoredFault } = this.parts;
    const reportsOf = (database: mongo.Db): FaultReports =>
      (this.reports ??= new FaultReports(database.collection(LOCKS_COLLECTION), onStoredFault));
    const followed = new Following({ connection, observer, reportsOf }, follower);
    followed.start();
    return followed;
  }
}
