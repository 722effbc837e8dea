import { type Reading } from './read-locks';

/** Older readings are not worth having: too much may have changed since. */
const MAX_AGE_MS = 250;

/**
 * A reading begun before it is asked for. One at a time: it is for lone callers, whom it saves a
 * round trip; under load the one reading that a batch shares costs less than many of their own.
 */
export class Prefetch {
  private begun: { id: string; reading: Promise<Reading>; at: number } | undefined;

  /** Begins to read one key, unless another reading is on its way. */
  begin(id: string, read: (ids: readonly string[]) => Promise<Reading>): void {
    if (this.begun && this.isFresh(this.begun.at)) return;
    const reading = read([id]);
    reading.catch(() => {}); // Told to whoever takes it.
    this.begun = { id, reading, at: performance.now() };
  }

  /** The reading of exactly these keys, once, if it was begun just before. */
  take(ids: readonly string[]): Promise<Reading> | undefined {
    const { begun } = this;
    if (!begun || ids.length !== 1 || ids[0] !== begun.id) return undefined;
    this.begun = undefined;
    return this.isFresh(begun.at) ? begun.reading : undefined;
  }

  private isFresh(at: number): boolean {
    return performance.now() - at < MAX_AGE_MS;
  }
}
