/** Something that has texts to write. */
export interface Writer {
  /** The user to whom it writes. */
  readonly ownerId: string;
  /** Writes them in one system call, as many as can be made until a time by `performance.now()`. */
  flush(until: number): void;
}

/** How long is written before the event loop serves others. */
const SLICE_MS = 4;
/** How long the texts of one writer may take to make. */
const FLUSH_MS = 1;
/** How much of the time is for writing, as long as there is more to write than that. */
const SHARE = 1 / 2;
/** What may be written beyond that after a time with little to write. */
const BURST_MS = 50;

/**
 * Writes to many connections. A system call for each event and subscriber is what telling costs most;
 * so when writing takes more than its share of the time, it pauses, and more is gathered for each.
 * With few subscribers or few events nothing waits. Users are served in rotation: one with very much
 * to write, or texts that are expensive to make, holds up that user alone.
 */
export class GatheredWrites {
  /** In the order of the rotation. */
  private readonly waiting = new Map<string, Set<Writer>>();
  private isUnderWay = false;
  /** So much of its share writing had left at the end of the last slice. */
  private spareMs = BURST_MS;
  private endedAt = 0;

  /** Flushes the writer soon. */
  add(writer: Writer): void {
    const { ownerId } = writer;
    const own = this.waiting.get(ownerId);
    if (own) own.add(writer);
    else this.waiting.set(ownerId, new Set([writer]));
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    this.goOn();
  }

  private goOn(): void {
    const restMs = -this.spareAt(performance.now()) / SHARE;
    if (restMs > 1) setTimeout(() => this.writeSome(), restMs);
    else setImmediate(() => this.writeSome());
  }

  private writeSome(): void {
    const startedAt = performance.now();
    const until = startedAt + SLICE_MS;
    let now = startedAt;
    for (let writer = this.next(); writer; writer = now < until ? this.next() : undefined) {
      writer.flush(now + FLUSH_MS);
      now = performance.now();
    }
    this.spareMs = this.spareAt(now) - (now - startedAt);
    this.endedAt = now;
    this.isUnderWay = this.waiting.size > 0;
    if (this.isUnderWay) this.goOn();
  }

  private next(): Writer | undefined {
    const [first] = this.waiting;
    if (!first) return undefined;
    const [ownerId, own] = first;
    const [writer] = own;
    own.delete(writer!);
    // To the end of the rotation.
    this.waiting.delete(ownerId);
    if (own.size > 0) this.waiting.set(ownerId, own);
    return writer;
  }

  private spareAt(now: number): number {
    return Math.min(BURST_MS, this.spareMs + SHARE * (now - this.endedAt));
  }
}
