/** A stream whose writes can be held back. */
interface Corkable {
  cork(): void;
  uncork(): void;
}

/**
 * Holds back what is written to a stream until the end of the turn of the event loop, so that all of
 * it costs one system call.
 */
export class GatheredWrites {
  private readonly corked = new Set<Corkable>();

  /** Call it before a write. */
  gather(stream: Corkable): void {
    if (this.corked.has(stream)) return;
    if (this.corked.size === 0) setImmediate(() => this.flush());
    this.corked.add(stream);
    stream.cork();
  }

  private flush(): void {
    const corked = [...this.corked];
    this.corked.clear();
    for (const stream of corked) stream.uncork();
  }
}
