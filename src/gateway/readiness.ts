import { type Connection } from 'mongoose';
import { type Logger } from 'pino';
import { TIME_BUDGET } from '../config/time-budget';
import { DefiniteFault } from '../domain/definite-fault';
import { answersWithin } from '../storage/connection/connection';
import { LastingFailure } from '../storage/connection/lasting-failure';
import { describeFailure } from '../storage/connection/what-was-seen';

/** How long after a failed attempt the preparation is tried again. */
const RETRY_AFTER_MS = 1_000;
/** How often a person is told that the database is still away. */
const TELL_EVERY_MS = 30_000;

/** Whether the gateway may be sent requests: prepared, the database there, and not on its way out. */
export class Readiness {
  private isPrepared = false;
  private isStopping = false;
  /** The question on its way to the database, shared by all who ask meanwhile. */
  private asking: Promise<boolean> | undefined;
  /** Ends the wait that there is, if any: for the database or for its answer, never for both. */
  private endWait = (): void => {};

  constructor(
    private readonly connection: Connection,
    private readonly logger: Logger,
  ) {}

  /**
   * Prepares the database, again and again while it is away; resolves with true when done, with
   * false when stopped before, and rejects with `LastingFailure` or `DefiniteFault` when trying again
   * is of no use.
   */
  async prepare(run: () => Promise<void>): Promise<boolean> {
    let toldAt = -TELL_EVERY_MS;
    while (!this.isStopping) {
      try {
        await run();
        this.isPrepared = true;
        return !this.isStopping;
      } catch (error) {
        if (error instanceof LastingFailure || error instanceof DefiniteFault) throw error;
        if (performance.now() - toldAt >= TELL_EVERY_MS) {
          this.logger.warn(`waiting for the database: ${describeFailure(error)}`);
          toldAt = performance.now();
        }
        await new Promise<void>((resolve) => {
          this.endWait = resolve;
          setTimeout(resolve, RETRY_AFTER_MS);
        });
      }
    }
    return false;
  }

  /** True once the preparation has succeeded: only then may a balancer be sending requests. */
  get wasPrepared(): boolean {
    return this.isPrepared;
  }

  /** From now on not ready, for good; who is asking just now is told so at once. */
  stop(): void {
    this.isStopping = true;
    this.endWait();
  }

  /** True when a request would be served now; asks the database, once for all who ask at a time. */
  async isReady(): Promise<boolean> {
    if (!this.isPrepared || this.isStopping) return false;
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return (await this.asking) && !this.isStopping;
  }

  private ask(): Promise<boolean> {
    return new Promise((resolve) => {
      this.endWait = () => resolve(false);
      void answersWithin(this.connection, TIME_BUDGET.pingMs).then(resolve);
    });
  }
}
