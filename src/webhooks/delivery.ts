import { type Turnstile } from '../concurrency/turnstile';
import { type HistoryEntry } from '../domain/lock-history';
import { type WebhookObserver } from './observer';
import { toEvent, type WebhookEvent } from './payload';
import { type Posted } from './post-event';
import { pauseMs, type RetryTerms } from './retries';

/** What events are delivered with. */
export interface DeliveryParts {
  /** Posts an event once; rejects when nothing may be posted any more. */
  readonly post: (event: WebhookEvent) => Promise<Posted>;
  readonly retries: RetryTerms;
  readonly observer: WebhookObserver;
  /** Ends every pause; deliveries then reject. */
  readonly signal: AbortSignal;
  /** How many are posted at a time for the first time. */
  readonly first: Turnstile;
  /** How many are posted at a time again: those that fail slowly leave room for the others. */
  readonly again: Turnstile;
}

/** Delivers single events, each until it is taken or given up. */
export class Delivery {
  /** How many events were taken. */
  private taken = 0;
  /** Failures since then. */
  private failedInARow = 0;
  private readonly paused = new Set<Pause>();

  constructor(private readonly parts: DeliveryParts) {
    parts.signal.addEventListener('abort', () => this.endPauses(() => true), { once: true });
  }

  /**
   * Resolves when the event is taken or given up. While the receiver takes nothing at all, which is no
   * fault of the event, it is only given up for its age.
   */
  async deliver(entry: HistoryEntry): Promise<void> {
    const { first, again, post, observer, retries } = this.parts;
    const event = eventOf(entry);
    if (!event) return observer.gaveUp(entry, { kind: 'failed', why: 'unreadable' });
    const lockId = entry.key.id;
    const startedAt = performance.now();
    let takenBefore = this.taken;
    let own = 0;
    for (let failures = 1; ; failures += 1) {
      const posted = await (failures === 1 ? first : again).pass(lockId, () => post(event));
      if (posted.kind === 'delivered') return this.delivered();
      observer.failed(posted);
      if (this.taken > takenBefore) own += 1;
      takenBefore = this.taken;
      this.failedInARow += 1;
      const isOver =
        posted.why === 'gone' ||
        own >= retries.maxFailures ||
        performance.now() - startedAt >= retries.maxAgeMs;
      if (isOver) return observer.gaveUp(entry, posted);
      const { retryAfterMs = 0 } = posted;
      // Who was asked to wait does so even when the receiver takes others by now.
      const ms = pauseMs(failures, retries, { retryAfterMs });
      await this.pause(ms, own === 0 && retryAfterMs === 0);
    }
  }

  private delivered(): void {
    this.taken += 1;
    if (this.failedInARow > 0) this.endPauses(({ isWhileNothingIsTaken }) => isWhileNothingIsTaken);
    this.failedInARow = 0;
    this.parts.observer.delivered();
  }

  private async pause(ms: number, isWhileNothingIsTaken: boolean): Promise<void> {
    this.parts.signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.paused.delete(pause);
        resolve();
      };
      const timer = setTimeout(end, ms);
      const pause = { isWhileNothingIsTaken, end };
      this.paused.add(pause);
    });
    this.parts.signal.throwIfAborted();
  }

  private endPauses(isMeant: (pause: Pause) => boolean): void {
    for (const pause of this.paused) if (isMeant(pause)) pause.end();
  }
}

/** Undefined for an entry that somebody damaged: the others of its lock do not wait for it. */
function eventOf(entry: HistoryEntry): WebhookEvent | undefined {
  try {
    return toEvent(entry);
  } catch {
    return undefined;
  }
}

/** The time between two posts of one event. */
interface Pause {
  readonly isWhileNothingIsTaken: boolean;
  readonly end: () => void;
}
