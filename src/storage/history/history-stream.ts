import { setTimeout as delay } from 'node:timers/promises';
import { type mongo } from 'mongoose';
import { type HistoryEntry, isEnd } from '../../domain/lock-history';
import { type LockRecord } from '../../domain/lock-record';
import { type ToldChange } from '../../domain/lock-stream';
import { type ChangeEvent } from '../feed/change-events';
import { DatabaseClock } from '../feed/database-clock';
import { type DatabaseTime } from '../feed/database-time';
import { readEvent, timeOf } from '../feed/read-event';
import { type FaultReports } from '../locks/fault-reports';
import { type LockDocument } from '../locks/lock-document';
import { LOCKS_COLLECTION } from '../locks/lock-model';
import { readChanges } from '../locks/read-changes';
import { findProblem, toRecord } from '../locks/read-document';
import { LENIENT } from '../locks/lenient';
import { ChangeReader } from './change-reader';
import { type EntryWriter } from './entry-writer';
import { type EntryDocument, toEntryDocument } from './history-document';
import { CHANGES_OF_LOCKS } from './history-pipeline';
import { BATCH_SIZE, restMs } from './pace';
import { entriesOf, heldBy, isCut, readTold } from './read-entries';
import { type RecordedPlace, type RecorderPlace } from './recorder-place';
import { storedEntries } from './stored-entries';

/**
 * How often the place is stored and the lease extended; what follows the stored place is read again
 * after a failure, and changes nothing then.
 */
const SAVE_EVERY_MS = 2_000;

/** How long the database keeps a question open when nothing happens. */
const WAIT_MS = 500;

/** What a stream is recorded with. */
export interface HistoryStreamParts {
  readonly database: mongo.Db;
  readonly place: RecorderPlace;
  readonly writer: EntryWriter;
  readonly reports: FaultReports;
  readonly signal: AbortSignal;
  readonly observer: StreamObserver;
}

/** Receives what happens to the recording of a stream. No method may throw. */
export interface StreamObserver {
  /** So many entries were written; everything older than this is recorded. */
  recorded(entries: number, lagMs: number): void;
  /** The database had forgotten changes: entries may be missing. */
  gap(from: Date | null, until: Date): void;
}

/** One stream of changes, recorded until it fails. */
export class HistoryStream {
  private readonly clock = new DatabaseClock();

  constructor(private readonly parts: HistoryStreamParts) {}

  /** Resolves when it is stopped; calls `onRead` whenever the database has answered. */
  async record(begun: Beginning, onRead: () => void): Promise<void> {
    const { database, place, writer, signal, observer } = this.parts;
    const operationTime = await this.clock.sample(database);
    const since = begun.since ?? { operationTime, localTime: new Date(this.clock.nowMs()) };
    const begins = begun.token === undefined;
    const reader = new ChangeReader(database, CHANGES_OF_LOCKS);
    try {
      await reader.open(
        begins ? { startAtOperationTime: since.operationTime } : { resumeAfter: begun.token },
      );
      if (begins) await this.makeUp(reader, begun.seenUntil, since.localTime);
      let savedAt = -Infinity;
      while (!signal.aborted) {
        const { documents, token, seenUntil, isEmpty } = await this.next(reader);
        onRead();
        await writer.write(documents);
        if (performance.now() - savedAt > SAVE_EVERY_MS) {
          await place.save(token, seenUntil);
          await this.clock.sample(database);
          savedAt = performance.now();
        }
        const lagMs = seenUntil ? this.clock.nowMs() - seenUntil.getTime() : 0;
        observer.recorded(documents.length, lagMs);
        if (!isEmpty) await this.rest(restMs(lagMs));
      }
    } finally {
      await reader.close();
    }
  }

  private async rest(ms: number): Promise<void> {
    if (ms > 0) await delay(ms, undefined, { signal: this.parts.signal }).catch(() => {});
  }

  /** After the stream is open, so that what happens meanwhile is told by it. */
  private async makeUp(reader: ChangeReader, from: Date | undefined, until: Date): Promise<void> {
    const { database, place, writer, observer } = this.parts;
    const first = await reader.read(BATCH_SIZE, 1);
    await writer.mark({ from: from ?? null, until });
    if (from) observer.gap(from, until);
    for await (const entries of storedEntries(database, { from, until })) {
      const startedAt = performance.now();
      await writer.makeUp(entries.map(toEntryDocument));
      await place.keep();
      await this.rest(performance.now() - startedAt);
    }
    await writer.write(await this.documentsOf(first.events));
  }

  /** Returns nothing of the events themselves, which would burden the garbage collection while they are written. */
  private async next(reader: ChangeReader): Promise<Step> {
    const { events, token } = await reader.read(BATCH_SIZE, WAIT_MS);
    return {
      token,
      documents: toldBy(events) ?? (await this.documentsOf(events)),
      seenUntil: events.length < BATCH_SIZE ? undefined : timeOf(events.at(-1)!),
      isEmpty: events.length === 0,
    };
  }

  /** The entries of events some of which do not tell all by themselves. */
  private async documentsOf(events: readonly ChangeEvent[]): Promise<EntryDocument[]> {
    const newest = await this.newestOf(events.filter((event) => !readTold(event)));
    const entries: HistoryEntry[] = [];
    for (const event of events) {
      for (const entry of entriesOf(readTold(event) ?? (await this.changesOf(event, newest)))) {
        entries.push(entry);
        newest.set(entry.key.id, entry);
      }
    }
    return entries.map(toEntryDocument);
  }

  private newestOf(events: readonly ChangeEvent[]): Promise<Map<string, HistoryEntry>> {
    const ids = events.map(({ documentKey }) => documentKey?._id);
    const texts = ids.filter((id) => typeof id === 'string');
    return this.parts.writer.newest([...new Set(texts)]);
  }

  private async changesOf(
    event: ChangeEvent,
    newest: ReadonlyMap<string, HistoryEntry>,
  ): Promise<readonly ToldChange[]> {
    const read = await readEvent(await this.wholeOf(event), {
      reports: this.parts.reports,
      find: (id) => heldBy(newest.get(id)),
      readAt: (id) => this.readNow(id),
    });
    return read?.changes ?? [];
  }

  /** Of a lock that is not valid the rest is read, as it is by now. */
  private async wholeOf(event: ChangeEvent): Promise<ChangeEvent> {
    if (!isCut(event.fullDocument)) return event;
    const document = await this.find(event.documentKey?._id);
    if (!document) return { ...event, operationType: 'delete' };
    return { ...event, fullDocument: document };
  }

  private find(id: unknown): Promise<LockDocument | null> {
    return this.parts.database
      .collection<LockDocument>(LOCKS_COLLECTION)
      .findOne({ _id: id as string }, LENIENT);
  }

  /**
   * What an operator wrote by hand, or a later write. How that ended the lock, if it did and says so, is
   * left to its own event, which knows more.
   */
  private async readNow(id: unknown): Promise<LockRecord | undefined> {
    const document = await this.find(id);
    if (!document || findProblem(document) !== undefined) return undefined;
    const record = toRecord(document);
    const isEndTold = entriesOf(readChanges(document) ?? []).some(
      (entry) => isEnd(entry) && entry.fencingToken === record.lock.fencingToken,
    );
    return isEndTold ? { ...record, status: 'held' } : record;
  }
}

/** Where to go on; without a place at `since`, or now. */
type Beginning = RecordedPlace & { readonly since: DatabaseTime | undefined };

/** What one reading gave. */
interface Step {
  readonly documents: readonly EntryDocument[];
  /** The place after it. */
  readonly token: unknown;
  /** Undefined: nothing more was to be read. */
  readonly seenUntil: Date | undefined;
  readonly isEmpty: boolean;
}

/** The entries of these events; undefined when one of them does not tell all by itself. */
function toldBy(events: readonly ChangeEvent[]): EntryDocument[] | undefined {
  const documents: EntryDocument[] = [];
  for (const event of events) {
    const told = readTold(event);
    if (!told) return undefined;
    for (const entry of entriesOf(told)) documents.push(toEntryDocument(entry));
  }
  return documents;
}
