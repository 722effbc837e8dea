import { type Connection } from 'mongoose';
import { type Logger } from 'pino';
import { TIME_BUDGET } from '../config/time-budget';
import { DefiniteFault } from '../domain/errors';
import { answersWithin } from '../storage/connection/connection';
import { LastingFailure } from '../storage/connection/lasting-failure';
import { describeFailure } from '../storage/connection/what-was-seen';

/** The delay before a failed preparation is retried. */
const RETRY_AFTER_MS = 1_000;
/** The shortest time between two warnings about an unreachable database. */
const WARN_EVERY_MS = 30_000;

/** Whether the gateway can serve requests: prepared, connected to its database, and not stopping. */
export class Readiness {
  private isPrepared = false;
  private isStopping = false;
  /** The ping in progress, shared by concurrent checks. */
  private pinging: Promise<boolean> | undefined;
  /** Ends the current wait, if any: for the next attempt or for a ping, never for both. */
  private endWait = (): void => {};

  constructor(
    private readonly connection: Connection,
    private readonly logger: Logger,
  ) {}

  /**
   * Prepares the database and retries while it is unreachable. Resolves with true when done, with
   * false if stopped earlier; rejects with `LastingFailure` or `DefiniteFault` if a retry is futile.
   */
  async prepare(run: () => Promise<void>): Promise<boolean> {
    let warnedAt = -WARN_EVERY_MS;
    while (!this.isStopping) {
      try {
        await run();
        this.isPrepared = true;
        return !this.isStopping;
      } catch (error) {
        if (error instanceof LastingFailure || error instanceof DefiniteFault) throw error;
        if (performance.now() - warnedAt >= WARN_EVERY_MS) {
          this.logger.warn(`waiting for the database: ${describeFailure(error)}`);
          warnedAt = performance.now();
        }
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, RETRY_AFTER_MS);
          this.endWait = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
    return false;
  }

  /** True once the preparation has succeeded: only then can a load balancer be sending requests. */
  get wasPrepared(): boolean {
    return this.isPrepared;
  }

  /** Makes the gateway not ready for good; checks in progress resolve with false at once. */
  stop(): void {
    this.isStopping = true;
    this.endWait();
  }

  /** Whether a request would be served now; pings the database, once for all concurrent checks. */
  async isReady(): Promise<boolean> {
    if (!this.isPrepared || this.isStopping) return false;
    this.pinging ??= this.ping().finally(() => (this.pinging = undefined));
    return (await this.pinging) && !this.isStopping;
  }

  private ping(): Promise<boolean> {
    return new Promise((resolve) => {
      this.endWait = () => resolve(false);
      void answersWithin(this.connection, TIME_BUDGET.pingMs).then(resolve);
    });
  }
}
