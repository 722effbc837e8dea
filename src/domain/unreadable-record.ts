import { UnreadableLock } from './errors';
import { type Holder } from './lock';
import { type LockKey } from './lock-key';
import { type LockRecord, NOBODY } from './lock-record';

/** A stored document that is not a valid lock, with the parts of it that are valid. */
export interface UnreadableRecord {
  readonly key: LockKey;
  /** What is wrong with it, for the log. */
  readonly problem: string;
  readonly holder: Holder | undefined;
  /** undefined when the document has no valid token. */
  readonly fencingToken: number | undefined;
}

/** What can be stored for a key. */
export type StoredRecord = LockRecord | UnreadableRecord;

/** True for a document that is not a valid lock. */
export function isUnreadable(stored: StoredRecord | undefined): stored is UnreadableRecord {
  return stored !== undefined && 'problem' in stored;
}

/** The record of a valid lock, undefined for nothing; throws `UnreadableLock` otherwise. */
export function readable(stored: StoredRecord | undefined): LockRecord | undefined {
  if (isUnreadable(stored)) throw new UnreadableLock(stored.key.id, stored.problem);
  return stored;
}

/** Shown when the document does not name a holder. */
const UNKNOWN_HOLDER: Holder = { id: 'unknown', username: 'unknown' };

/**
 * The removed record that replaces an unreadable one. Its token is the larger of the document's and
 * the database's time, so that the next grant has a larger one.
 */
export function replacementOf(unreadable: UnreadableRecord, now: Date): LockRecord {
  const lock = {
    key: unreadable.key,
    holder: unreadable.holder ?? UNKNOWN_HOLDER,
    acquiredAt: now,
    renewedAt: now,
    expiresAt: null,
    leaseMs: null,
    fencingToken: Math.max(unreadable.fencingToken ?? 0, now.getTime()),
    note: null,
    sessionId: null,
    isReserved: false,
    holdEndsAt: null,
  };
  return { lock, status: 'removed', endedAt: now, waiters: NOBODY };
}
