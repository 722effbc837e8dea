import { type LockKey } from './lock-key';

/** The user who has a lock, as they were called when they took it. */
export interface Holder {
  readonly id: string;
  readonly username: string;
}

/** One grant of a lock. All times are the database's. */
export interface Lock {
  readonly key: LockKey;
  readonly holder: Holder;
  /** When this grant began; a renewal keeps it. */
  readonly acquiredAt: Date;
  readonly renewedAt: Date;
  /** When it expires unless renewed; null means never. */
  readonly expiresAt: Date | null;
  /** How long the lock lives after each renewal; null means for ever. */
  readonly leaseMs: number | null;
  /** Strictly larger at every new grant of the same key; a renewal keeps it. */
  readonly fencingToken: number;
  readonly note: string | null;
}

/** A lock as the database saw it at `asOf`, by its own clock. */
export interface LockSnapshot extends Lock {
  readonly asOf: Date;
}

/** What can be locked, and the lock that holds it; null when it is free. */
export interface LockableRecord {
  readonly key: LockKey;
  readonly lock: LockSnapshot | null;
}

/** The longest note, in characters. */
export const MAX_NOTE_LENGTH = 280;

/** The longest username that is kept with a lock, in UTF-16 code units; a longer one is cut. */
export const MAX_HOLDER_NAME_LENGTH = 256;
