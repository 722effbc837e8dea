import { type mongo } from 'mongoose';
import { timeOf } from './database-time';
import { needsReplicaSet } from './lasting-refusal';

/** The database's time, estimated between samples by the process's monotonic clock. */
export class DatabaseClock {
  private offsetMs: number | undefined;

  /** The time now; before the first sample, by the process's own clock. */
  nowMs(): number {
    return this.offsetMs === undefined ? Date.now() : performance.now() + this.offsetMs;
  }

  /**
   * Asks the primary, and returns its logical time as well. Rejects with `NeedsReplicaSet` when it
   * has none.
   */
  async sample(database: mongo.Db): Promise<mongo.Timestamp> {
    const askedAt = performance.now();
    const time = await timeOf(database);
    const answeredAt = performance.now();
    if (!time) throw needsReplicaSet();
    this.offsetMs = time.localTime.getTime() - (askedAt + answeredAt) / 2;
    return time.operationTime;
  }
}
