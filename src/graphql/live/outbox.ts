import { type GatheredWrites, type Writer } from './gathered-writes';

/** Beyond this it does not wait for the next round. */
const MAX_WAITING_BYTES = 64 * 1024;

/** What is to be written to one connection, in order. */
export class Outbox implements Writer {
  private parts: Buffer[] = [];
  private bytes = 0;

  constructor(
    private readonly writes: GatheredWrites,
    /** Writes everything that was put in since the last time. */
    private readonly write: (bytes: Buffer) => void,
  ) {}

  /** Puts something in, to be written with what comes before and after it. */
  put(...parts: readonly Buffer[]): void {
    for (const part of parts) {
      this.parts.push(part);
      this.bytes += part.length;
    }
    if (this.bytes > MAX_WAITING_BYTES) this.flush();
    else this.writes.add(this);
  }

  flush(): void {
    if (this.bytes === 0) return;
    const bytes = Buffer.concat(this.parts, this.bytes);
    this.parts = [];
    this.bytes = 0;
    this.write(bytes);
  }
}
