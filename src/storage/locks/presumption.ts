import { type Reading } from './decode-readings';

/** So many records in a row must have had no document when they were read. */
const ABSENT_IN_A_ROW = 500;
/**
 * A reading that took longer does not tell the time: a client counts the lease of a lock from when it
 * asked for it, and this is by how much a lock may seem older to the database.
 */
const MAX_READING_MS = 50;
/** How long a reading tells the time: after that one batch is read again, which also tests the presumption. */
const MAX_AGE_MS = 1_000;
/** By how much the clocks of this machine may differ since the reading; it was suspended, or its clock was set. */
const MAX_DIFFERENCE_MS = 50;

/**
 * The presumption that a record of which nothing is known has no document, so that its first lock is
 * written without a reading before. If it has one, the write fails and is judged again on what is
 * stored: a wrong presumption costs a second try, which is why it is made only after many were right.
 */
export class Presumption {
  private absentInARow = 0;
  private reading:
    { readonly nowMs: number; readonly monotonicMs: number; readonly wallMs: number } | undefined;

  /**
   * The database's time, not ahead of the clock that was read and at most 50 ms behind it, if nothing
   * speaks against the presumption; otherwise undefined.
   */
  get now(): Date | undefined {
    const { reading } = this;
    if (!reading || this.absentInARow < ABSENT_IN_A_ROW) return undefined;
    const ageMs = performance.now() - reading.monotonicMs;
    const differenceMs = Math.abs(Date.now() - reading.wallMs - ageMs);
    if (ageMs > MAX_AGE_MS || differenceMs > MAX_DIFFERENCE_MS) return undefined;
    return new Date(Math.floor(reading.nowMs + ageMs));
  }

  /** Learns from a reading of so many records, which has just arrived and took so long. */
  learn(
    { documents, now }: Reading,
    { records, tookMs }: { records: number; tookMs: number },
  ): void {
    this.absentInARow = documents.length === 0 ? this.absentInARow + records : 0;
    if (tookMs > MAX_READING_MS) this.reading = undefined;
    else
      this.reading = { nowMs: now.getTime(), monotonicMs: performance.now(), wallMs: Date.now() };
  }

  /**
   * Ends the presumption until as many more records had no document: it was wrong, or of no use, or
   * the database changed its primary and so its clock.
   */
  end(): void {
    this.absentInARow = 0;
  }
}
