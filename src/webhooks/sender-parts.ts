import { type GatewayLease } from '../domain/gateway-lease';
import { type RecordedEntries } from '../domain/recorded-entries';
import { type WebhookObserver } from './observer';
import { type PostTerms } from './post-event';
import { RETRY_TERMS, type RetryTerms } from './retries';

/** The times of a sender. */
export interface SenderTiming {
  /** How long a gateway that was lost keeps others from going on. */
  readonly leaseMs: number;
  /** How often the lease is extended: several times before it ends. */
  readonly keepEveryMs: number;
  /** How often a gateway that does not send looks whether it should. */
  readonly standByMs: number;
  /** How long a post may take. */
  readonly postMs: number;
  /** How long posts in progress may take once the sender is stopped. */
  readonly stopMs: number;
  readonly retries: RetryTerms;
}

/** The times of production. */
export const SENDER_TIMING: SenderTiming = {
  leaseMs: 15_000,
  keepEveryMs: 5_000,
  standByMs: 3_000,
  postMs: 10_000,
  stopMs: 1_500,
  retries: RETRY_TERMS,
};

/** What a sender works with. */
export interface SenderParts {
  readonly lease: GatewayLease;
  readonly entries: RecordedEntries;
  readonly to: PostTerms;
  readonly timing: SenderTiming;
  readonly observer: WebhookObserver;
}
