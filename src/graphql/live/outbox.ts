import { type GatheredWrites, type Writer } from './gathered-writes';

/** So much is written at a time. */
const MAX_WAITING_BYTES = 64 * 1024;

/** Where the bytes of a connection go. */
export interface Outlet {
  /** True while the client does not read as fast as is written. */
  readonly isFull: boolean;
  /** Resolves when it is not full any more, or closed. */
  drained(): Promise<void>;
  write(bytes: Buffer): void;
}

/** Puts what it has into the outbox, until a time by `performance.now()`; true when it may have more. */
export type Fill = (until: number) => boolean;

/** What is to be written to one connection, in order. */
export class Outbox implements Writer {
  private parts: Buffer[] = [];
  private bytes = 0;
  private fills: Fill[] = [];
  private isFilling = false;
  private isWaiting = false;

  constructor(
    readonly ownerId: string,
    private readonly writes: GatheredWrites,
    private readonly outlet: Outlet,
  ) {}

  get isFull(): boolean {
    return this.outlet.isFull;
  }

  /** Puts something in, to be written with what comes before and after it. */
  put(...parts: readonly Buffer[]): void {
    for (const part of parts) {
      this.parts.push(part);
      this.bytes += part.length;
    }
    if (this.bytes > MAX_WAITING_BYTES) this.writeOut();
    else if (!this.isFilling) this.writes.add(this);
  }

  /** Has it put in by a callback, as late as possible: when it is written. */
  ask(fill: Fill): void {
    this.fills.push(fill);
    if (!this.isFilling) this.writes.add(this);
  }

  flush(until: number): void {
    this.isFilling = true;
    for (let left = this.fills.length; left > 0 && !this.outlet.isFull; left--) {
      const fill = this.fills.shift()!;
      if (fill(until)) this.fills.push(fill);
      if (performance.now() >= until) break;
    }
    this.isFilling = false;
    this.writeOut();
    if (this.fills.length === 0) return;
    if (!this.outlet.isFull) this.writes.add(this);
    else void this.untilDrained();
  }

  private async untilDrained(): Promise<void> {
    if (this.isWaiting) return;
    this.isWaiting = true;
    await this.outlet.drained();
    this.isWaiting = false;
    this.writes.add(this);
  }

  /** Writes what has been put in. */
  writeOut(): void {
    if (this.bytes === 0) return;
    const bytes = Buffer.concat(this.parts, this.bytes);
    this.parts = [];
    this.bytes = 0;
    this.outlet.write(bytes);
  }
}
