import { UnreadableLock } from './errors';
import { type Holder } from './lock';
import { type LockKey } from './lock-key';
import { type LockRecord } from './lock-record';

/** A document that lies under a key and is no lock, with what could still be made out of it. */
export interface UnreadableRecord {
  readonly key: LockKey;
  /** What is wrong with it, for the log. */
  readonly problem: string;
  readonly holder: Holder | undefined;
  /** undefined when what is there cannot have been a token. */
  readonly fencingToken: number | undefined;
}

/** What can lie under a key. */
export type StoredRecord = LockRecord | UnreadableRecord;

/** True for what is no lock. */
export function isUnreadable(stored: StoredRecord | undefined): stored is UnreadableRecord {
  return stored !== undefined && 'problem' in stored;
}

/** The record of a readable lock; throws `UnreadableLock` for anything else but nothing. */
export function readable(stored: StoredRecord | undefined): LockRecord | undefined {
  if (isUnreadable(stored)) throw new UnreadableLock(stored.key.id, stored.problem);
  return stored;
}

/** Shown as the holder where the document does not say who it was. */
const UNKNOWN_HOLDER: Holder = { id: 'unknown', username: 'unknown' };

/**
 * The removed record that takes the place of an unreadable one. Its token is the largest that the
 * document or the database's time gives, so that the next grant has a larger one.
 */
export function mended(unreadable: UnreadableRecord, now: Date): LockRecord {
  const lock = {
    key: unreadable.key,
    holder: unreadable.holder ?? UNKNOWN_HOLDER,
    acquiredAt: now,
    renewedAt: now,
    expiresAt: null,
    leaseMs: null,
    fencingToken: Math.max(unreadable.fencingToken ?? 0, now.getTime()),
    note: null,
  };
  return { lock, status: 'removed', endedAt: now };
}
