import { setTimeout as delay } from 'node:timers/promises';
import { within } from '../concurrency/within';
import { type LeaseTerm } from '../domain/gateway-lease';
import { ReaderReplaced } from '../domain/recorded-entries';
import { pauseMs } from './retries';
import { type SenderParts } from './sender-parts';
import { SendingTerm } from './sending-term';

/**
 * Posts every grant and every end of one while this gateway has the lease; otherwise stands by to go on
 * where the other stopped. What was posted but not stored as done is posted again: nothing is lost.
 */
export class WebhookSender {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private term: SendingTerm | undefined;
  private failures = 0;

  constructor(private readonly parts: SenderParts) {}

  /** Begins. */
  start(): void {
    this.running ??= this.run();
  }

  /** How many locks have events that are not done with; undefined while another gateway sends. */
  get backlog(): number | undefined {
    return this.term?.backlog;
  }

  /** Ends the posts in progress after a moment, and lets another gateway go on at once. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const { stopMs } = this.parts.timing;
    // Without a database nothing can be said to the others, and the lease ends by itself.
    await within(2 * stopMs, this.running ?? Promise.resolve()).catch(() => {});
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      let waitMs = this.parts.timing.standByMs;
      try {
        const term = await this.parts.lease.take();
        if (term) await this.send(term);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ReaderReplaced)) waitMs = this.failed(error);
      }
      await delay(waitMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Resolves when the lease is lost or the sender is stopped. */
  private async send(lease: LeaseTerm): Promise<void> {
    const { observer } = this.parts;
    const term = new SendingTerm({ ...this.parts, lease });
    const stop = (): void => term.stop();
    this.term = term;
    this.stopping.signal.addEventListener('abort', stop);
    observer.sending();
    try {
      if (this.stopping.signal.aborted) stop();
      await term.run(() => (this.failures = 0));
    } finally {
      this.term = undefined;
      this.stopping.signal.removeEventListener('abort', stop);
      observer.resting();
      await lease.release().catch(() => {});
    }
  }

  private failed(error: unknown): number {
    this.parts.observer.interrupted(error);
    this.failures += 1;
    return pauseMs(this.failures, this.parts.timing.retries);
  }
}
