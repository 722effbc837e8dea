import { type HistoryEntry } from '../domain/lock-history';
import { type Posted } from './post-event';

/** A post that was not taken. */
export type Failure = Extract<Posted, { kind: 'failed' }>;

/** Receives what happens to webhooks. No method may throw. */
export interface WebhookObserver {
  /** This gateway sends from now on. */
  sending(): void;
  /** It does not any more: it was stopped, or another gateway does. */
  resting(): void;
  /** An event was taken. */
  delivered(): void;
  /** A post was not taken; the event is posted again unless it is given up. */
  failed(failure: Failure): void;
  /** An event is not posted any more. */
  gaveUp(entry: HistoryEntry, failure: Failure): void;
  /** Events of this lock were deleted from the history before they could be posted. */
  forgotten(lockId: string): void;
  /** The database did not answer as it should; it is asked again. */
  interrupted(error: unknown): void;
}
