import { setTimeout as delay } from 'node:timers/promises';
import { type mongo } from 'mongoose';
import { NeedsReplicaSet } from '../../domain/errors';
import { type HistoryEntry, isEnd } from '../../domain/lock-history';
import { type LockRecord } from '../../domain/lock-record';
import { isUnauthorized } from '../connection/missing-privilege';
import { type ChangeEvent } from '../feed/change-events';
import { type DatabaseTime, timeOf as databaseTimeOf } from '../feed/database-time';
import { isPlaceLost, PlaceLost } from '../feed/place-lost';
import { readEvent, timeOf } from '../feed/read-event';
import { type FaultReports } from '../locks/fault-reports';
import { type LockDocument } from '../locks/lock-document';
import { LOCKS_COLLECTION } from '../locks/lock-model';
import { readChanges } from '../locks/read-changes';
import { findProblem, toRecord } from '../locks/read-document';
import { LENIENT } from '../locks/read-locks';
import { type EntryWriter } from './entry-writer';
import { HISTORY_PIPELINE } from './history-pipeline';
import { entriesOf, heldBy, needsBefore, readMark } from './read-entries';
import { type RecordedPlace, type RecorderPlace } from './recorder-place';
import { storedEntries } from './stored-entries';

/** What is in memory at most, and written at once. */
const MAX_EVENTS = 1_000;
/** How long events are gathered, from the first one. */
const GATHER_MS = 10;
/**
 * How long the next ones are left to the database, so that many are read and written together: each
 * of them costs callers less.
 */
const REST_MS = 150;

/** How many times as long as writing took callers have the database to themselves. */
const REST_SHARE = 16;

/**
 * How often the place is stored and the lease extended; what follows the stored place is read again
 * after a failure, and changes nothing then.
 */
const SAVE_EVERY_MS = 2_000;

const OPTIONS: mongo.ChangeStreamOptions = {
  ...LENIENT,
  batchSize: MAX_EVENTS,
  maxAwaitTimeMS: 500,
};

/** What a stream is recorded with. */
export interface HistoryStreamParts {
  readonly database: mongo.Db;
  readonly place: RecorderPlace;
  readonly writer: EntryWriter;
  readonly reports: FaultReports;
  readonly signal: AbortSignal;
  readonly onGap: (from: Date | null, until: Date) => void;
}

/** One stream of changes, recorded until it fails. */
export class HistoryStream {
  constructor(private readonly parts: HistoryStreamParts) {}

  /** Resolves when it is stopped; calls `onRead` whenever the database has answered. */
  async record(begun: Beginning, onRead: () => void): Promise<void> {
    const { database, signal } = this.parts;
    const begins = begun.token === undefined;
    const since = begun.since ?? (await databaseTimeOf(database));
    if (!since) throw new NeedsReplicaSet('the history needs a replica set');
    const stream = database.collection(LOCKS_COLLECTION).watch(HISTORY_PIPELINE, {
      ...OPTIONS,
      ...(begins ? { startAtOperationTime: since.operationTime } : { resumeAfter: begun.token }),
    });
    const close = (): void => void stream.close().catch(() => {});
    signal.addEventListener('abort', close);
    try {
      if (begins) await this.makeUp(stream, begun.seenUntil, since.localTime);
      let savedAt = -Infinity;
      while (!signal.aborted) {
        const { events, isCaughtUp } = await this.gather(stream);
        onRead();
        const startedAt = performance.now();
        await this.write(events);
        const workedMs = performance.now() - startedAt;
        const last = events.at(-1);
        const isDue = performance.now() - savedAt > SAVE_EVERY_MS;
        if (isDue || events.length === MAX_EVENTS) {
          const seenUntil = isCaughtUp || !last ? undefined : timeOf(last);
          await this.parts.place.save(stream.resumeToken, seenUntil);
          savedAt = performance.now();
        }
        if (events.length > 0) await this.rest(restMs(workedMs));
      }
    } finally {
      signal.removeEventListener('abort', close);
      await stream.close().catch(() => {});
    }
  }

  /** Whoever catches up leaves callers most of the database. */
  private async rest(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.parts.signal }).catch(() => {});
  }

  /** After the stream is open, so that what happens meanwhile is told by it. */
  private async makeUp(
    stream: mongo.ChangeStream,
    from: Date | undefined,
    until: Date,
  ): Promise<void> {
    const { database, place, writer, onGap } = this.parts;
    const opened = new Promise((resolve) => stream.once('resumeTokenChanged', resolve));
    const first = this.next(stream);
    first.catch(() => {}); // It is awaited below.
    await Promise.race([opened, first]);
    await writer.mark({ from: from ?? null, until });
    if (from) onGap(from, until);
    for await (const entries of storedEntries(database, { from, until })) {
      const startedAt = performance.now();
      await writer.makeUp(entries);
      await place.keep();
      await this.rest(performance.now() - startedAt);
    }
    const event = await first;
    if (event) await this.write([event]);
  }

  /** Only what the stream itself says can mean that its place is lost. */
  private async next(stream: mongo.ChangeStream): Promise<ChangeEvent | null> {
    try {
      return (await stream.tryNext()) as ChangeEvent | null;
    } catch (error) {
      // An operator can grant a missing privilege, after which the stream goes on.
      if (!isPlaceLost(error) || isUnauthorized(error)) throw error;
      throw new PlaceLost('the database has forgotten the place', { cause: error });
    }
  }

  private async gather(stream: mongo.ChangeStream): Promise<Gathered> {
    const events: ChangeEvent[] = [];
    let since: number | undefined;
    while (events.length < MAX_EVENTS) {
      const event = await this.next(stream);
      if (stream.closed) throw new PlaceLost('the stream has ended');
      if (!event) return { events, isCaughtUp: true };
      events.push(event);
      since ??= performance.now();
      if (performance.now() - since > GATHER_MS) break;
    }
    return { events, isCaughtUp: false };
  }

  private async write(events: readonly ChangeEvent[]): Promise<void> {
    const newest = await this.newestOf(events);
    const entries: HistoryEntry[] = [];
    for (const event of events) {
      for (const entry of entriesOf(await this.changesOf(event, newest))) {
        entries.push(entry);
        newest.set(entry.key.id, entry);
      }
    }
    await this.parts.writer.write(entries);
  }

  private newestOf(events: readonly ChangeEvent[]): Promise<Map<string, HistoryEntry>> {
    const ids = events.filter(needsBefore).map(({ documentKey }) => documentKey?._id);
    const texts = ids.filter((id) => typeof id === 'string');
    return this.parts.writer.newest([...new Set(texts)]);
  }

  private async changesOf(
    event: ChangeEvent,
    newest: ReadonlyMap<string, HistoryEntry>,
  ): Promise<Parameters<typeof entriesOf>[0]> {
    const read =
      readMark(event) ??
      (await readEvent(event, {
        reports: this.parts.reports,
        find: (id) => heldBy(newest.get(id)),
        readAt: (id) => this.readNow(id),
      }));
    return read?.changes ?? [];
  }

  /**
   * What an operator wrote by hand, or a later write. How that ended the lock, if it did and says so, is
   * left to its own event, which knows more.
   */
  private async readNow(id: unknown): Promise<LockRecord | undefined> {
    const document = await this.parts.database
      .collection<LockDocument>(LOCKS_COLLECTION)
      .findOne({ _id: id as string }, LENIENT);
    if (!document || findProblem(document) !== undefined) return undefined;
    const record = toRecord(document);
    const isEndTold = entriesOf(readChanges(document) ?? []).some(
      (entry) => isEnd(entry) && entry.fencingToken === record.lock.fencingToken,
    );
    return isEndTold ? { ...record, status: 'held' } : record;
  }
}

/** Never so long that the lease ends meanwhile, however slow the database is. */
function restMs(workedMs: number): number {
  return Math.min(SAVE_EVERY_MS, Math.max(REST_MS, REST_SHARE * workedMs));
}

/** Where to go on; without a place at `since`, or now. */
type Beginning = RecordedPlace & { readonly since: DatabaseTime | undefined };

interface Gathered {
  readonly events: readonly ChangeEvent[];
  /** True when nothing more was to be read. */
  readonly isCaughtUp: boolean;
}
