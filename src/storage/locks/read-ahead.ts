import { type TermReading } from './read-barrier';

/** An older reading is likely to be outdated: writing on it would only cost a retry. */
const MAX_AGE_MS = 100;

/** What was read for the changes that had begun by then. */
export class AheadReading {
  private readonly begunAt = performance.now();

  constructor(
    private readonly ids: ReadonlySet<string>,
    /** The last change that had begun. */
    private readonly lastChange: number,
    readonly reading: Promise<TermReading>,
  ) {}

  get isUsable(): boolean {
    return performance.now() - this.begunAt < MAX_AGE_MS;
  }

  /** True if the document of the change was read, and not before the change had begun. */
  covers(change: { readonly key: { readonly id: string }; readonly place: number }): boolean {
    return change.place <= this.lastChange && this.ids.has(change.key.id);
  }
}

/** Reads the documents of the next batch while its callers are identified. */
export class ReadAhead {
  private changes = 0;
  private last: AheadReading | undefined;

  /** The place of a change that begins now among all. */
  nextPlace(): number {
    this.changes += 1;
    return this.changes;
  }

  /** Begins a reading, and settles as it does. */
  begin(
    ids: readonly string[],
    read: (ids: readonly string[]) => Promise<TermReading>,
  ): Promise<TermReading> {
    const reading = read(ids);
    this.last = new AheadReading(new Set(ids), this.changes, reading);
    return reading;
  }

  /** The last reading, once, unless it is too old: what follows a batch is read anew. */
  take(): AheadReading | undefined {
    const { last } = this;
    this.last = undefined;
    return last?.isUsable ? last : undefined;
  }
}
