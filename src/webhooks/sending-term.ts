import { setTimeout as delay } from 'node:timers/promises';
import { Turnstile } from '../concurrency/turnstile';
import { type LeaseTerm } from '../domain/gateway-lease';
import { type HistoryEntry } from '../domain/lock-history';
import { type EntryReader, type EntryRange, ReaderReplaced } from '../domain/recorded-entries';
import { Backlogs } from './backlogs';
import { Delivery } from './delivery';
import { type WebhookEvent } from './payload';
import { type Posted, postEvent } from './post-event';
import { Progress } from './progress';
import { pauseMs } from './retries';
import { type SenderParts } from './sender-parts';

/** How many events are posted at the same time, each of another lock. */
const POSTS_AT_ONCE = 8;
/** How many of those that failed before are posted at the same time. */
const RETRIES_AT_ONCE = 4;
/** How many locks can have events that are not done with, before no more are read. */
const MAX_LOCKS = 5_000;

/** How often the place is stored; what follows it is posted again after a crash. */
const SAVE_EVERY_MS = 1_000;
/** How often it is stored when nothing is recorded, so that the database does not forget it. */
const SAVE_IDLE_EVERY_MS = 10_000;
/** How long to wait for room before the place is stored again. */
const ROOM_MS = 500;

/** What a term works with. */
export type SendingTermParts = Omit<SenderParts, 'lease'> & { readonly lease: LeaseTerm };

/** Sends while this gateway has the lease. */
export class SendingTerm {
  /** Aborts when nothing new may begin. */
  private readonly ending = new AbortController();
  /** Aborts when nothing may go on. */
  private readonly over = new AbortController();
  private readonly progress = new Progress<unknown>();
  private readonly backlogs: Backlogs;
  private savedAt = -Infinity;
  private reached: unknown;
  private hasNews = false;

  constructor(private readonly parts: SendingTermParts) {
    const { timing, observer } = parts;
    const delivery = new Delivery({
      ...{ retries: timing.retries, observer, signal: this.ending.signal },
      post: (event) => this.post(event),
      first: new Turnstile(POSTS_AT_ONCE),
      again: new Turnstile(RETRIES_AT_ONCE),
    });
    const reading = new Turnstile(POSTS_AT_ONCE);
    this.backlogs = new Backlogs({
      read: (range, limit) =>
        reading.pass(range.from.lockId, () => this.readUntilAnswered(range, limit)),
      deliver: (entry) => delivery.deliver(entry),
      forgotten: (lockId) => observer.forgotten(lockId),
      maxLocks: MAX_LOCKS,
    });
  }

  /** How many locks have events that are not done with. */
  get backlog(): number {
    return this.backlogs.size;
  }

  /** Begins nothing more, and ends what is in progress after a moment. */
  stop(): void {
    this.ending.abort();
    setTimeout(() => this.over.abort(), this.parts.timing.stopMs).unref();
  }

  /**
   * Resolves when it was stopped, or when the lease is lost; calls `onRead` whenever the database has
   * answered. Rejects with `ReaderReplaced` if another gateway goes on by now.
   */
  async run(onRead: () => void): Promise<void> {
    const { lease, entries, timing } = this.parts;
    const reader = await entries.takeOver(lease.fencingToken);
    const keeping = setInterval(() => void this.keepLease(), timing.keepEveryMs);
    try {
      await this.sendFrom(reader, onRead);
    } finally {
      clearInterval(keeping);
      this.ending.abort();
      if (!lease.isHeld()) this.over.abort();
      await this.backlogs.ended();
      this.over.abort();
      await this.saveReached(reader).catch(() => {});
      await reader.close();
    }
  }

  private async sendFrom(reader: EntryReader<unknown>, onRead: () => void): Promise<void> {
    const { signal } = this.ending;
    for (let failures = 0; !signal.aborted;) {
      try {
        if (await this.backlogs.hasRoom(ROOM_MS)) await this.read(reader);
        failures = 0;
        onRead();
        await this.save(reader);
      } catch (error) {
        if (error instanceof ReaderReplaced) throw error;
        failures += 1;
        await this.failed(error, failures);
      }
    }
  }

  private async read(reader: EntryReader<unknown>): Promise<void> {
    const { names, place } = await reader.next();
    if (names.length > 0) this.hasNews = true;
    const step = this.progress.add(place);
    for (const name of names) this.backlogs.add(name, step);
  }

  private async save(reader: EntryReader<unknown>): Promise<void> {
    const everyMs = this.hasNews ? SAVE_EVERY_MS : SAVE_IDLE_EVERY_MS;
    if (performance.now() - this.savedAt < everyMs) return;
    await this.saveReached(reader);
    this.savedAt = performance.now();
    this.hasNews = this.backlogs.size > 0;
  }

  private async saveReached(reader: EntryReader<unknown>): Promise<void> {
    this.reached = this.progress.reached() ?? this.reached;
    if (this.reached === undefined) return;
    await reader.save(this.reached);
    this.reached = undefined;
  }

  /** An entry waits for the database as long as it takes. */
  private async readUntilAnswered(range: EntryRange, limit: number): Promise<HistoryEntry[]> {
    for (let failures = 1; ; failures += 1) {
      this.ending.signal.throwIfAborted();
      try {
        return await this.parts.entries.read(range, limit);
      } catch (error) {
        await this.failed(error, failures);
      }
    }
  }

  /** By the database's clock, whose time receivers compare with their own. */
  private async post(event: WebhookEvent): Promise<Posted> {
    const { lease, to } = this.parts;
    this.ending.signal.throwIfAborted();
    // A process that stood still must not go on before it has noticed.
    if (!lease.isHeld()) this.end();
    return postEvent(event, to, { nowMs: lease.nowMs(), signal: this.over.signal });
  }

  private async keepLease(): Promise<void> {
    const { lease } = this.parts;
    const isKept = await lease.keep().catch(() => lease.isHeld());
    if (!isKept) this.end();
  }

  private end(): void {
    this.ending.abort();
    this.over.abort();
  }

  private async failed(error: unknown, failures: number): Promise<void> {
    const { signal } = this.ending;
    if (!signal.aborted) this.parts.observer.interrupted(error);
    const ms = pauseMs(failures, this.parts.timing.retries);
    await delay(ms, undefined, { signal }).catch(() => {});
  }
}
