/** Something that has texts to write. */
export interface Writer {
  /** Writes all of them, in one system call if it can be. */
  flush(): void;
}

/** How long is written before the event loop serves others. */
const SLICE_MS = 4;
/** How much of the time is for writing, as long as there is more to write than that. */
const SHARE = 1 / 2;
/** What may be written at once beyond that after a time with little to write, in ms. */
const BURST_MS = 50;
const MAX_REST_MS = 50;

/**
 * Writes to many connections in rounds. A system call for each event and subscriber is what telling
 * costs most; so when writing takes more than its share of the time, the next round waits and gathers
 * more. With few subscribers or few events nothing waits.
 */
export class GatheredWrites {
  private waiting = new Set<Writer>();
  private round: Writer[] = [];
  private isUnderWay = false;
  private spentMs = 0;
  /** So much of its share writing has left, by the end of the last round. */
  private spareMs = BURST_MS;
  private endedAt = 0;

  /** Flushes the writer in the next round. */
  add(writer: Writer): void {
    this.waiting.add(writer);
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    const restMs = Math.min(MAX_REST_MS, -this.spareAt(performance.now()) / SHARE);
    if (restMs > 1) setTimeout(() => this.begin(), restMs);
    else setImmediate(() => this.begin());
  }

  private begin(): void {
    this.round = [...this.waiting];
    this.waiting.clear();
    this.spentMs = 0;
    this.writeSome();
  }

  private writeSome(): void {
    const startedAt = performance.now();
    let endedAt = startedAt;
    for (let writer = this.round.pop(); writer; writer = this.round.pop()) {
      writer.flush();
      endedAt = performance.now();
      if (endedAt - startedAt > SLICE_MS) break;
    }
    this.spentMs += endedAt - startedAt;
    if (this.round.length > 0) {
      setImmediate(() => this.writeSome());
      return;
    }
    this.spareMs = this.spareAt(endedAt) - this.spentMs;
    this.endedAt = endedAt;
    this.isUnderWay = false;
    const [next] = this.waiting;
    if (next) this.add(next);
  }

  private spareAt(now: number): number {
    return Math.min(BURST_MS, this.spareMs + SHARE * (now - this.endedAt));
  }
}
