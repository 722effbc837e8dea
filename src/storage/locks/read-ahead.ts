import { type Reading } from './decode-readings';

/** An older reading is likely to be outdated: writing on it would only cost a retry. */
const MAX_AGE_MS = 100;

/** A reading that was begun for one change, after the change was. */
export class AheadReading {
  private readonly begunAt = performance.now();
  private isTaken = false;

  constructor(private readonly reading: Promise<Reading>) {
    reading.catch(() => {}); // Reported to the change that takes it.
  }

  /** True until the reading is taken or too old. */
  get isUsable(): boolean {
    return !this.isTaken && performance.now() - this.begunAt < MAX_AGE_MS;
  }

  /** Returns the reading the first time, unless it is too old; a retried change reads anew. */
  take(): Promise<Reading> | undefined {
    if (!this.isUsable) return undefined;
    this.isTaken = true;
    return this.reading;
  }
}

/**
 * Reads the documents of a change while its caller is identified. One reading at a time: it saves a
 * lone caller a round trip; under load the one reading that a batch shares costs less than many
 * separate ones.
 */
export class ReadAhead {
  private last: AheadReading | undefined;

  /** Begins a reading for one change; undefined while another one waits to be taken. */
  begin(read: () => Promise<Reading>): AheadReading | undefined {
    if (this.last?.isUsable) return undefined;
    this.last = new AheadReading(read());
    return this.last;
  }
}
