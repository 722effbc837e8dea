import { type Connection } from 'mongoose';
import { type Logger } from 'pino';
import { answersWithin, UnusableUri } from '../storage/connection';
import { IndexImpossible } from '../storage/prepare-locks';

/** How long after a failed attempt the preparation is tried again. */
const RETRY_AFTER_MS = 1_000;
const PING_TIMEOUT_MS = 1_000;

/** Whether the gateway may be sent requests: prepared, the database there, and not on its way out. */
export class Readiness {
  private isPrepared = false;
  private isStopping = false;
  private onStop = (): void => {};
  private readonly stopped = new Promise<void>((resolve) => (this.onStop = resolve));

  constructor(
    private readonly connection: Connection,
    private readonly logger: Logger,
  ) {}

  /**
   * Prepares the database, again and again while it is away; resolves when done or stopped, and
   * rejects when trying again is of no use.
   */
  async prepare(run: () => Promise<void>): Promise<void> {
    let isToldAlready = false;
    while (!this.isStopping) {
      try {
        await run();
        this.isPrepared = true;
        return;
      } catch (error) {
        if (error instanceof IndexImpossible || error instanceof UnusableUri) throw error;
        if (!isToldAlready) this.logger.warn({ err: error }, 'waiting for the database');
        isToldAlready = true;
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      }
    }
  }

  /** From now on not ready, for good; who is asking just now is told so at once. */
  stop(): void {
    this.isStopping = true;
    this.onStop();
  }

  /** True when a request would be served now; asks the database. */
  async isReady(): Promise<boolean> {
    if (!this.isPrepared || this.isStopping) return false;
    const answers = answersWithin(this.connection, PING_TIMEOUT_MS);
    return Promise.race([answers, this.stopped.then(() => false)]);
  }
}
