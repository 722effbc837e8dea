import { type LockKey } from './lock-key';

/** The user who holds a lock, with the username at the time of the grant. */
export interface Holder {
  readonly id: string;
  readonly username: string;
}

/** One grant of a lock. All times are by the database's clock. */
export interface Lock {
  readonly key: LockKey;
  readonly holder: Holder;
  /** When this grant began; a renewal keeps it. */
  readonly acquiredAt: Date;
  readonly renewedAt: Date;
  /** When it expires unless renewed; null means never. */
  readonly expiresAt: Date | null;
  /** The duration from each renewal to the expiry; null means no expiry. */
  readonly leaseMs: number | null;
  /** Strictly increases with every new grant of the same key; a renewal keeps it. */
  readonly fencingToken: number;
  readonly note: string | null;
  /** The session (tab) of the holder that has it; null when the holder named none. */
  readonly sessionId: string | null;
  /** True for a lock that passed to the first in line, until that user acquires it. */
  readonly isReserved: boolean;
  /** When it ends at the latest, whatever renews it; null means no limit. */
  readonly holdEndsAt: Date | null;
}

/** A user who waits in line for a lock. */
export interface Waiter {
  readonly user: Holder;
  readonly since: Date;
  /** When the place in the line is lost without a further sign of life. */
  readonly placeEndsAt: Date;
  /** For the holder. */
  readonly message: string | null;
  readonly sessionId: string | null;
}

/** A lock as stored at `asOf`, by the database's clock. */
export interface LockSnapshot extends Lock {
  /** Those who wait at `asOf`, in the order of asking. */
  readonly waiters: readonly Waiter[];
  readonly asOf: Date;
}

/** A record that can be locked, and the lock that holds it; null when it is free. */
export interface LockableRecord {
  readonly key: LockKey;
  readonly lock: LockSnapshot | null;
}

/** The maximum length of a note, a message or a reason, in Unicode characters. */
export const MAX_NOTE_LENGTH = 280;

/** The maximum length of a holder's username, in UTF-16 code units; a longer one is cut. */
export const MAX_HOLDER_NAME_LENGTH = 256;
