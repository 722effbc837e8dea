/** A signal to a whole process group arrives twice, because npm forwards its own copy. */
const REPEATED_WITHIN_MS = 1_000;

/** Tells a second request to stop from a signal that is merely delivered more than once. */
export class StopRequests {
  private first: { readonly signal: string; readonly atMs: number } | undefined;

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** What a signal is: the first request, the same one `repeated` within a second, or a `second` request. */
  next(signal: string): 'first' | 'repeated' | 'second' {
    const atMs = this.nowMs();
    if (!this.first) {
      this.first = { signal, atMs };
      return 'first';
    }
    const isRepeated = signal === this.first.signal && atMs - this.first.atMs < REPEATED_WITHIN_MS;
    return isRepeated ? 'repeated' : 'second';
  }
}
