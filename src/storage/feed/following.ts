import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, type mongo } from 'mongoose';
import { backOffMs } from '../../concurrency/back-off';
import { Unavailable } from '../../domain/errors';
import { type FeedObserver } from '../../domain/feed-observer';
import { type LockRecord } from '../../domain/lock-record';
import {
  type FollowedStream,
  type LockFollower,
  type StreamPosition,
} from '../../domain/lock-stream';
import { type FaultReports } from '../locks/fault-reports';
import { type LockDocument } from '../locks/lock-document';
import { LOCKS_COLLECTION } from '../locks/lock-model';
import { LENIENT } from '../locks/lenient';
import { type ChangeEvent, CHANGES_PIPELINE } from './change-events';
import { DatabaseClock } from './database-clock';
import { explained } from './lasting-refusal';
import { isPlaceLost, PlaceLost } from './place-lost';
import { readEvent, timeOf } from './read-event';
import { readHeld } from './read-held';
import { StreamPlace, toBigInt } from './stream-place';

const OPTIONS: mongo.ChangeStreamOptions = {
  ...LENIENT,
  // Between two replies the event loop serves others.
  batchSize: 256,
  // Shorter than the time limit of a command, which would take silence for a failure.
  maxAwaitTimeMS: 1_000,
};

/** How often the database is asked for its time. */
const SAMPLE_EVERY_MS = 10_000;

/** What a stream is followed with. */
export interface FollowingParts {
  readonly connection: Connection;
  readonly observer: FeedObserver;
  readonly reportsOf: (database: mongo.Db) => FaultReports;
}

/** What an event is told with. */
interface Telling {
  readonly database: mongo.Db;
  readonly reports: FaultReports;
  /** Undefined when the reading has it. */
  readonly position: StreamPosition | undefined;
}

/**
 * Reads all locks, tells them, and then every write after that reading, each once. When the stream
 * fails, the next one goes on from the same place; when that is lost, everything is read anew.
 */
export class Following implements FollowedStream {
  private readonly clock = new DatabaseClock();
  private readonly stopped = new AbortController();
  private place: StreamPlace | undefined;
  private stream: mongo.ChangeStream | undefined;
  private failures = 0;
  private sampler: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: FollowingParts,
    private readonly follower: LockFollower,
  ) {}

  start(): void {
    this.sampler = setInterval(() => void this.sampleClock(), SAMPLE_EVERY_MS).unref();
    void this.run();
  }

  now(): Date {
    return new Date(Math.floor(this.clock.nowMs()));
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    clearInterval(this.sampler);
    await this.stream?.close().catch(() => {});
  }

  /** The driver resumes a stream once; when it finds no server, it is over, and this opens another. */
  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      try {
        await this.followOnce();
      } catch (error) {
        if (this.stopped.signal.aborted) return;
        if (isPlaceLost(error)) this.place = undefined;
        this.failures += 1;
        const cause = explained(error);
        this.parts.observer.interrupted(cause);
        this.follower.interrupted(cause);
        await delay(backOffMs(this.failures), undefined, { signal: this.stopped.signal }).catch(
          () => {},
        );
      }
    }
  }

  /** Never resolves before it is stopped. */
  private async followOnce(): Promise<void> {
    const { db: database } = this.parts.connection;
    if (!database) throw new Unavailable('the database is not connected yet');
    const time = await this.clock.sample(database);
    const place = this.place ?? new StreamPlace(time);
    const reports = this.parts.reportsOf(database);
    const stream = this.open(database, place);
    try {
      const opened = new Promise((resolve) => stream.once('resumeTokenChanged', resolve));
      let next = stream.tryNext();
      next.catch(() => {}); // It is awaited below.
      await Promise.race([opened, next]);
      this.throwIfStopped();
      if (!this.place) {
        // After the stream is open: if the oplog forgets its place meanwhile, the stream fails.
        await this.readAll(readHeld({ database, reports }, time));
        this.follower.begin(toBigInt(time));
        this.place = place;
      } else this.parts.observer.reconnected();
      this.follower.live();
      for (;;) {
        const event = (await next) as ChangeEvent | null;
        this.throwIfStopped();
        this.failures = 0;
        const position = event?.clusterTime && place.positionOf(event.clusterTime);
        if (event) await this.tell(event, { database, reports, position });
        else if (stream.closed) throw new PlaceLost('the stream has ended');
        place.pass(stream.resumeToken, position);
        next = stream.tryNext();
      }
    } finally {
      await stream.close().catch(() => {});
    }
  }

  private async readAll(reading: AsyncIterable<LockRecord[]>): Promise<void> {
    let locks = 0;
    for await (const held of reading) {
      this.throwIfStopped();
      this.follower.read(held);
      locks += held.length;
    }
    this.throwIfStopped();
    this.parts.observer.read(locks);
  }

  /** The driver's own collection: Mongoose's is not made anew when the connection is. */
  private open(database: mongo.Db, place: StreamPlace): mongo.ChangeStream {
    const locks = database.collection<LockDocument>(LOCKS_COLLECTION);
    return (this.stream = locks.watch(CHANGES_PIPELINE, { ...OPTIONS, ...place.start }));
  }

  private async tell(event: ChangeEvent, { database, reports, position }: Telling): Promise<void> {
    // The reading tells it already; what concerns the collection as a whole matters all the same.
    if (!position && event.documentKey) return;
    const read = await readEvent(event, {
      reports,
      find: (id) => this.follower.find(id),
      readAt: async (id, time) => {
        for await (const [held] of readHeld({ database, reports }, time, id)) return held;
        return undefined;
      },
    });
    this.throwIfStopped();
    this.parts.observer.lag(this.clock.nowMs() - timeOf(event).getTime());
    if (read && position) this.follower.write({ ...read, position });
  }

  private async sampleClock(): Promise<void> {
    const { db: database } = this.parts.connection;
    if (database) await this.clock.sample(database).catch(() => {});
  }

  private throwIfStopped(): void {
    if (this.stopped.signal.aborted) throw new Unavailable('the stream was stopped');
  }
}
