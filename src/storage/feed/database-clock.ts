import { type mongo } from 'mongoose';
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
    const hello = (await database.command({ hello: 1 })) as Hello;
    const answeredAt = performance.now();
    if (!hello.operationTime) throw needsReplicaSet();
    this.offsetMs = hello.localTime.getTime() - (askedAt + answeredAt) / 2;
    return hello.operationTime;
  }
}

/** The parts of the answer to `hello` that tell the time. */
interface Hello {
  readonly localTime: Date;
  /** Absent on a standalone. */
  readonly operationTime?: mongo.Timestamp;
}
