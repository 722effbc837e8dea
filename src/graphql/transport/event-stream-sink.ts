import { type ServerResponse } from 'node:http';
import { type GatheredWrites } from '../live/gathered-writes';
import { type Sink } from '../live/pump';

/** How many times in a row a comment may find the client not reading. */
const MAX_TIMES_FULL = 5;

/** The body of an answer of Server-Sent Events. */
export class EventStreamSink implements Sink {
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
    // The close that follows tells it.
    response.on('error', () => {});
  }

  get isFull(): boolean {
    return this.response.writableNeedDrain;
  }

  write(text: string): void {
    if (this.response.destroyed || this.response.writableEnded) return;
    this.options.writes.gather(this.response);
    this.response.write(text);
  }

  drained(): Promise<void> {
    const { response } = this;
    return new Promise((resolve) => {
      if (!this.isFull || response.destroyed) return resolve();
      const done = (): void => {
        response.off('drain', done).off('close', done);
        resolve();
      };
      response.on('drain', done).on('close', done);
    });
  }

  /** Ends the answer. */
  end(): void {
    clearInterval(this.keepAlive);
    if (!this.response.writableEnded) this.response.end();
  }

  /** A comment keeps proxies from closing a stream without events. */
  private showLife(): void {
    this.timesFull = this.isFull ? this.timesFull + 1 : 0;
    if (this.timesFull === 0) return this.write(':\n\n');
    if (this.timesFull < MAX_TIMES_FULL) return;
    this.options.onDropped();
    this.response.destroy();
  }
}
