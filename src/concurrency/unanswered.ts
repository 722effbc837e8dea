import { type Entry, settle } from './batch';

/** Thrown when no answer came in time; what was in flight may still take effect. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

/** Thrown without having run anything: the deadline of the item's caller passed before. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun';
}

/** How often entries are checked against their deadlines. */
const CHECK_EVERY_MS = 100;

/** The entries without a result, each of which fails with `DeadlineExceeded` when it is too late. */
export class Unanswered<Item, Result> {
  // A list: a map that thousands of entries pass through leaves its outgrown tables, and all that
  // the entries refer to, to the old generation of the garbage collector.
  private entries: Entry<Item, Result>[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly deadlineMs: number) {}

  /** In order of arrival. */
  get all(): readonly Entry<Item, Result>[] {
    return this.entries;
  }

  get size(): number {
    return this.entries.length;
  }

  add(entry: Entry<Item, Result>): void {
    this.entries.push(entry);
    this.timer ??= setInterval(() => this.failLateEntries(), CHECK_EVERY_MS).unref();
  }

  /** Drops the entries that have their results. */
  forgetSettled(): void {
    this.entries = this.entries.filter((entry) => !entry.isSettled);
  }

  /** Fails the entry and returns true if its deadline has passed. */
  failIfLate(entry: Entry<Item, Result>, now: number): boolean {
    if (entry.deadlineAt > now) return false;
    const reason =
      entry.hasCallersDeadline && !entry.hasBegun
        ? new NotBegun('the deadline of the caller has passed')
        : new DeadlineExceeded(`no answer within ${this.deadlineMs} ms`);
    settle(entry, { status: 'rejected', reason });
    return true;
  }

  private failLateEntries(): void {
    const now = performance.now();
    for (const entry of this.entries) this.failIfLate(entry, now);
    this.forgetSettled();
    if (this.entries.length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
