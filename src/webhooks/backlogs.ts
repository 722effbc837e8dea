import { type HistoryEntry, positionOf } from '../domain/lock-history';
import { compareNames, type EntryName, type EntryRange } from '../domain/recorded-entries';
import { type Step } from './progress';

/** How many entries of one lock are read at once, and so are in memory at most. */
const CHUNK = 20;

/** What backlogs are worked off with. */
export interface BacklogParts {
  /** The entries of a part, oldest first, at most `limit`; rejects only when all is to end. */
  readonly read: (range: EntryRange, limit: number) => Promise<HistoryEntry[]>;
  /** Resolves when the entry is done with; rejects only when all is to end. */
  readonly deliver: (entry: HistoryEntry) => Promise<void>;
  /** Entries that were recorded are not there any more. */
  readonly forgotten: (lockId: string) => void;
  /** How many locks can have a backlog. */
  readonly maxLocks: number;
}

/** A part of the entries of one lock. */
interface Segment {
  from: EntryName;
  until: EntryName;
  readonly step: Step;
}

/**
 * What is still to be delivered, by lock: those of one lock one after the other, all locks on their own.
 * Only where they begin and end is kept; the history has the entries themselves, so that a lock that gets
 * more than can be delivered takes nothing from the others.
 */
export class Backlogs {
  private readonly segments = new Map<string, Segment[]>();
  private readonly working = new Set<Promise<void>>();
  private onRoom = (): void => {};

  constructor(private readonly parts: BacklogParts) {}

  /** The number of locks with a backlog. */
  get size(): number {
    return this.segments.size;
  }

  /** Takes an entry of a step, which it holds until the entry is done with. */
  add(name: EntryName, step: Step): void {
    const { lockId } = name;
    const segments = this.segments.get(lockId);
    if (!segments) {
      step.hold();
      this.segments.set(lockId, [{ from: name, until: name, step }]);
      const work = this.workOff(lockId).catch(() => {}); // All ends.
      this.working.add(work);
      void work.then(() => this.working.delete(work));
      return;
    }
    const [{ from: first }] = segments as [Segment];
    const last = segments.at(-1)!;
    // Told late, as when the clock of the database was set: what comes after it is delivered once more.
    const isLate = compareNames(name, first) < 0;
    const until = compareNames(name, last.until) > 0 ? name : last.until;
    if (!isLate && until === last.until) return;
    // What is being delivered stays as it is, so that its step can be done with.
    if (segments.length === 1) {
      step.hold();
      segments.push({ from: name, until, step });
    } else {
      if (compareNames(name, last.from) < 0) last.from = name;
      last.until = until;
    }
  }

  /** True as soon as another lock can have a backlog; false after `ms` milliseconds. */
  hasRoom(ms: number): Promise<boolean> {
    const hasRoom = (): boolean => this.size < this.parts.maxLocks;
    if (hasRoom()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.onRoom = () => {};
        resolve(hasRoom());
      };
      const timer = setTimeout(end, ms);
      this.onRoom = end;
    });
  }

  /** Resolves when nothing is being delivered any more. */
  async ended(): Promise<void> {
    await Promise.all(this.working);
  }

  private async workOff(lockId: string): Promise<void> {
    const segments = this.segments.get(lockId)!;
    for (let segment = segments[0]; segment; segment = segments[0]) {
      await this.deliver(segment);
      segment.step.release();
      segments.shift();
    }
    this.segments.delete(lockId);
    this.onRoom();
  }

  private async deliver({ from: first, until }: Segment): Promise<void> {
    let last: EntryName | undefined;
    let isFirstThere = false;
    let entries: HistoryEntry[];
    do {
      const range = { from: last ?? first, isAfter: last !== undefined, until };
      entries = await this.parts.read(range, CHUNK);
      for (const entry of entries) {
        await this.parts.deliver(entry);
        last = nameOf(entry);
        isFirstThere ||= compareNames(last, first) === 0;
      }
    } while (entries.length === CHUNK);
    // The oldest are deleted first.
    if (!isFirstThere || compareNames(last!, until) < 0) this.parts.forgotten(first.lockId);
  }
}

function nameOf(entry: HistoryEntry): EntryName {
  const { lockId, fencingToken, isEnd } = positionOf(entry);
  return { lockId, fencingToken, isEnd };
}
