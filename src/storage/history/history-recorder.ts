import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, type mongo } from 'mongoose';
import { backOffMs } from '../../concurrency/back-off';
import { within } from '../../concurrency/within';
import { DefiniteFault, NeedsReplicaSet, Unavailable } from '../../domain/errors';
import { type DatabaseTime, timeOf } from '../feed/database-time';
import { PlaceLost } from '../feed/place-lost';
import { type FaultReports } from '../locks/fault-reports';
import { explainedAs } from './explained';
import { EntryWriter } from './entry-writer';
import { HistoryStream, type StreamObserver } from './history-stream';
import { prepareHistory } from './prepare-history';
import { RecorderPlace, RecorderReplaced } from './recorder-place';

/** How often a gateway that does not record looks whether it should. */
const STAND_BY_MS = 2_000;
/** How long what waits for an operator is left alone. */
const LASTING_MS = 60_000;

/** How long stopping takes at most. */
const STOP_MS = 1_500;

/** What a recorder works with. */
export interface RecorderParts {
  readonly connection: Connection;
  /** How long entries are kept. */
  readonly retentionMs: number;
  readonly reportsOf: (database: mongo.Db) => FaultReports;
  readonly observer: RecorderObserver;
}

/** What only tests set. */
export interface RecorderTimes {
  /** How long a recorder that was lost keeps others from going on. */
  readonly leaseMs?: number | undefined;
  /** How long stopping takes at most. */
  readonly stopMs?: number | undefined;
}

/** Receives what happens to the recording. No method may throw. */
export interface RecorderObserver extends StreamObserver {
  /** The recording failed, and is tried again. */
  interrupted(error: unknown): void;
  /** This gateway records from now on. */
  recording(): void;
  /** It does not any more: it was interrupted, stopped or replaced. */
  resting(): void;
}

/**
 * Records every grant and every end of one while this gateway has the lease; otherwise stands by to
 * go on where the other stopped. A failure costs no entry: the place is stored after what it covers.
 */
export class HistoryRecorder {
  private readonly stopped = new AbortController();
  private running: Promise<void> | undefined;
  private failures = 0;
  private preparedFor: mongo.Db | undefined;
  private startedAt: DatabaseTime | undefined;

  constructor(
    private readonly parts: RecorderParts,
    private readonly times: RecorderTimes = {},
  ) {}

  /**
   * Begins; the locks must be prepared. Whatever changes after it resolves is recorded, also by the very
   * first gateway. Rejects if the database does not answer.
   */
  async start(): Promise<void> {
    const { db: database } = this.parts.connection;
    if (database) this.startedAt ??= await timeOf(database);
    this.running ??= this.run();
  }

  /** Stops, and lets another gateway go on at once. */
  async stop(): Promise<void> {
    this.stopped.abort();
    // Without a database nothing can be said to the others, and the lease ends by itself.
    const { stopMs = STOP_MS } = this.times;
    await within(stopMs, this.running ?? Promise.resolve()).catch(() => {});
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    let place: RecorderPlace | undefined;
    while (!signal.aborted) {
      let pauseMs = STAND_BY_MS;
      try {
        const database = await this.database();
        place ??= new RecorderPlace(database, this.times.leaseMs);
        await this.recordOn(database, place);
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof RecorderReplaced)) pauseMs = this.failed(error);
      }
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
    await place?.release().catch(() => {});
  }

  private async database(): Promise<mongo.Db> {
    const { db: database } = this.parts.connection;
    if (!database) throw new Unavailable('the database is not connected yet');
    if (this.preparedFor !== database) {
      if (!(await timeOf(database))) throw new NeedsReplicaSet('the history needs a replica set');
      await prepareHistory(database, this.parts.retentionMs);
      this.preparedFor = database;
    }
    return database;
  }

  /** Resolves when another gateway records. */
  private async recordOn(database: mongo.Db, place: RecorderPlace): Promise<void> {
    const begun = await place.take();
    if (!begun) return;
    this.parts.observer.recording();
    const stream = new HistoryStream({
      ...{ database, place, writer: new EntryWriter(database) },
      reports: this.parts.reportsOf(database),
      signal: this.stopped.signal,
      observer: this.parts.observer,
    });
    try {
      const since = begun.seenUntil ? undefined : this.startedAt;
      await stream.record({ ...begun, since }, () => (this.failures = 0));
    } catch (error) {
      if (error instanceof PlaceLost) {
        this.startedAt = undefined;
        await place.forget();
      }
      throw error;
    } finally {
      this.parts.observer.resting();
    }
  }

  private failed(error: unknown): number {
    const cause = explainedAs('history cannot be recorded', error);
    this.parts.observer.interrupted(cause);
    this.failures += 1;
    const isLasting = cause instanceof NeedsReplicaSet || cause instanceof DefiniteFault;
    return isLasting ? LASTING_MS : backOffMs(this.failures);
  }
}
