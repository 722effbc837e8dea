import { type LockKey } from '../../domain/lock-key';
import { type Reading } from './read-locks';

/** Older readings are not worth having: too much may have changed since. */
const MAX_AGE_MS = 100;

/**
 * A reading begun before it is asked for, for the call that its key was made for and no other: it
 * is never from before the call. One at a time: it is for lone callers, whom it saves a round trip;
 * under load the one reading that a batch shares costs less than many of their own.
 */
export class Prefetch {
  private begun: { key: LockKey; reading: Promise<Reading>; at: number } | undefined;

  /** Begins to read one key, unless another reading is on its way. */
  begin(key: LockKey, read: (ids: readonly string[]) => Promise<Reading>): void {
    if (this.begun && this.isFresh(this.begun.at)) return;
    const reading = read([key.id]);
    reading.catch(() => {}); // Told to whoever takes it.
    this.begun = { key, reading, at: performance.now() };
  }

  /** The reading for this very key object, once, if it was begun just before. */
  take(key: LockKey): Promise<Reading> | undefined {
    const { begun } = this;
    if (begun?.key !== key) return undefined;
    this.begun = undefined;
    return this.isFresh(begun.at) ? begun.reading : undefined;
  }

  private isFresh(at: number): boolean {
    return performance.now() - at < MAX_AGE_MS;
  }
}
