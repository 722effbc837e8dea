import { type ServerResponse } from 'node:http';
import { type GatheredWrites } from '../live/gathered-writes';
import { drained } from '../live/drained';
import { Outbox, type Outlet } from '../live/outbox';

/** How many times in a row a comment may find the client not reading. */
const MAX_TIMES_FULL = 5;

/** Says nothing, and shows that the stream is there. */
export const COMMENT = Buffer.from(':\n\n');

/** The body of an answer of Server-Sent Events. */
export class EventStreamSink implements Outlet {
  readonly outbox: Outbox;
  private readonly keepAlive: NodeJS.Timeout;
  private timesFull = 0;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: {
      readonly userId: string;
      readonly writes: GatheredWrites;
      readonly keepAliveMs: number;
      /** Called before a client that does not read is cut off. */
      readonly onDropped: () => void;
    },
  ) {
    this.keepAlive = setInterval(() => this.showLife(), options.keepAliveMs).unref();
    this.outbox = new Outbox(options.userId, options.writes, this);
    // The close that follows tells it.
    response.on('error', () => {});
  }

  get isFull(): boolean {
    return this.response.writableNeedDrain;
  }

  write(bytes: Buffer): void {
    if (!this.response.destroyed && !this.response.writableEnded) this.response.write(bytes);
  }

  drained(): Promise<void> {
    return drained(this.response);
  }

  /** Ends the answer. */
  end(): void {
    clearInterval(this.keepAlive);
    this.outbox.writeOut();
    if (!this.response.writableEnded) this.response.end();
  }

  /** A comment keeps proxies from closing a stream without events. */
  private showLife(): void {
    this.timesFull = this.isFull ? this.timesFull + 1 : 0;
    if (this.timesFull === 0) return this.outbox.put(COMMENT);
    if (this.timesFull < MAX_TIMES_FULL) return;
    this.options.onDropped();
    this.response.destroy();
  }
}
