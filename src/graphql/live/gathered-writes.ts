/** Something that has texts to write. */
export interface Writer {
  /** Writes all of them, in one system call if it can be. */
  flush(): void;
}

/** How many are written to before the event loop serves others. */
const AT_ONCE = 128;
/** How long the writers rest after a round: so many times what the round took, but not longer. */
const REST = 2;
const MAX_REST_MS = 50;

/**
 * Writes to many connections in rounds. A system call for each event and subscriber is what telling
 * costs most; so the more a round takes, the longer the next one gathers. With few subscribers a round
 * takes next to nothing, and follows at once.
 */
export class GatheredWrites {
  private waiting = new Set<Writer>();
  private round: Writer[] = [];
  private isUnderWay = false;
  private spentMs = 0;
  private restUntil = 0;

  /** Flushes the writer in the next round. */
  add(writer: Writer): void {
    this.waiting.add(writer);
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    const restMs = this.restUntil - performance.now();
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
    for (const writer of this.round.splice(-AT_ONCE)) writer.flush();
    const endedAt = performance.now();
    this.spentMs += endedAt - startedAt;
    if (this.round.length > 0) {
      setImmediate(() => this.writeSome());
      return;
    }
    this.restUntil = endedAt + Math.min(MAX_REST_MS, REST * this.spentMs);
    this.isUnderWay = false;
    const [next] = this.waiting;
    if (next) this.add(next);
  }
}
