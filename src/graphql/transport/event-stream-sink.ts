import { type ServerResponse } from 'node:http';
import { type GatheredWrites } from '../live/gathered-writes';
import { drained } from '../live/drained';
import { Outbox } from '../live/outbox';
import { type Sink } from '../live/pump';

/** How many times in a row a comment may find the client not reading. */
const MAX_TIMES_FULL = 5;

/** Says nothing, and shows that the stream is there. */
export const COMMENT = Buffer.from(':\n\n');

/** The body of an answer of Server-Sent Events. */
export class EventStreamSink implements Sink {
  private readonly outbox: Outbox;
  private readonly keepAlive: NodeJS.Timeout;
  private timesFull = 0;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: {
      readonly writes: GatheredWrites;
      readonly keepAliveMs: number;
      /** Called before a client that does not read is cut off. */
      readonly onDropped: () => void;
    },
  ) {
    this.keepAlive = setInterval(() => this.showLife(), options.keepAliveMs).unref();
    this.outbox = new Outbox(options.writes, (bytes) => {
      if (!response.destroyed && !response.writableEnded) response.write(bytes);
    });
    // The close that follows tells it.
    response.on('error', () => {});
  }

  get isFull(): boolean {
    return this.response.writableNeedDrain;
  }

  /** Writes a part of the stream, together with what follows soon. */
  write(...parts: readonly Buffer[]): void {
    this.outbox.put(...parts);
  }

  drained(): Promise<void> {
    return drained(this.response);
  }

  /** Ends the answer. */
  end(): void {
    clearInterval(this.keepAlive);
    this.outbox.flush();
    if (!this.response.writableEnded) this.response.end();
  }

  /** A comment keeps proxies from closing a stream without events. */
  private showLife(): void {
    this.timesFull = this.isFull ? this.timesFull + 1 : 0;
    if (this.timesFull === 0) return this.write(COMMENT);
    if (this.timesFull < MAX_TIMES_FULL) return;
    this.options.onDropped();
    this.response.destroy();
  }
}
