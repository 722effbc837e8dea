import { mongo } from 'mongoose';
import { type Holder, type Lock, MAX_HOLDER_NAME_LENGTH, type Waiter } from '../../domain/lock';
import { lockKeyOf } from '../../domain/lock-key';
import { type LockRecord, NOBODY } from '../../domain/lock-record';
import { type ChangeDocument, type GrantDocument } from './change-document';

/**
 * How long an ended lock is kept: its last holder can revive an expired one, and tokens keep
 * increasing across primaries whose clocks differ by less than this.
 */
export const RETENTION_MS = 24 * 60 * 60 * 1000;

/**
 * The largest document that is read. A full batch of them fits one reply of at most 16 MiB, so that
 * no document prevents the others of its batch from being read.
 */
export const MAX_DOCUMENT_BYTES = 120 * 1024;

/** A lock as it is stored: one document per key, kept after removal until `sweepAt`. */
export interface LockDocument {
  /** The full lock identifier. */
  _id: string;
  route: string;
  resourceId: string;
  status: LockRecord['status'];
  holder: Holder;
  acquiredAt: Date;
  renewedAt: Date;
  expiresAt: Date | null;
  leaseMs: number | null;
  fencingToken: number;
  note: string | null;
  /** Absent: null. */
  sessionId?: string;
  /** Absent: false. */
  isReserved?: boolean;
  /** Absent: null. */
  holdEndsAt?: Date;
  /** Absent: nobody waits. Indexes tell a line from none by its first element. */
  waiters?: WaiterDocument[];
  /** When it was removed or expired; null while held. */
  endedAt: Date | null;
  /** When the TTL index deletes it; absent while held. */
  sweepAt?: Date;
  /** One more at every write; absent, in what earlier releases wrote: 0. */
  version?: number;
  /** What the last write did, in order; absent when it did nothing to tell of. */
  changes?: ChangeDocument[];
  /** The lock that a mark ended; absent after every other write, so that a mark tells it whole. */
  endedLock?: GrantDocument;
  /** New at every write: a write that matches it proves that nothing changed since the read. */
  revision: mongo.ObjectId;
  /** What a read puts in place of the fields of a document that is larger than `MAX_DOCUMENT_BYTES`. */
  isTooLarge?: true;
}

/** A user who waits, as stored. */
export interface WaiterDocument {
  user: Holder;
  since: Date;
  placeEndsAt: Date;
  /** Absent: null. */
  message?: string;
  /** Absent: null. */
  sessionId?: string;
}

/** A stored document with the database's time of the read. */
export type ReadDocument = LockDocument & { now: Date };

/** The projection of `ReadDocument`. */
export const READ_PROJECTION = {
  route: 1,
  resourceId: 1,
  status: 1,
  holder: 1,
  acquiredAt: 1,
  renewedAt: 1,
  expiresAt: 1,
  leaseMs: 1,
  fencingToken: 1,
  note: 1,
  sessionId: 1,
  isReserved: 1,
  holdEndsAt: 1,
  waiters: 1,
  version: 1,
  endedAt: 1,
  revision: 1,
  now: '$$NOW',
} as const;

/** The fields of a document that reads use. */
export const READ_FIELDS: ReadonlySet<string> = new Set([
  '_id',
  ...Object.keys(READ_PROJECTION).filter((field) => field !== 'now'),
  'isTooLarge',
]);

/** The document of a record, under a new revision. */
export function toDocument(
  { lock, status, endedAt, waiters }: LockRecord,
  version: number,
): LockDocument {
  const document: LockDocument = {
    _id: lock.key.id,
    route: lock.key.route,
    resourceId: lock.key.resourceId,
    status,
    holder: { id: lock.holder.id, username: lock.holder.username },
    acquiredAt: lock.acquiredAt,
    renewedAt: lock.renewedAt,
    expiresAt: lock.expiresAt,
    leaseMs: lock.leaseMs,
    fencingToken: lock.fencingToken,
    note: lock.note,
    endedAt,
    version,
    revision: new mongo.ObjectId(),
  };
  // What few locks have costs the others nothing.
  if (lock.sessionId !== null) document.sessionId = lock.sessionId;
  if (lock.isReserved) document.isReserved = true;
  if (lock.holdEndsAt !== null) document.holdEndsAt = lock.holdEndsAt;
  if (waiters.length > 0) document.waiters = waiters.map(toWaiterDocument);
  if (endedAt) document.sweepAt = new Date(endedAt.getTime() + RETENTION_MS);
  return document;
}

/** The lock of a document in which `findProblem` found nothing. */
export function toLock(document: LockDocument): Lock {
  return {
    key: lockKeyOf(document.route, document.resourceId),
    holder: { id: document.holder.id, username: shortName(document.holder.username) },
    acquiredAt: document.acquiredAt,
    renewedAt: document.renewedAt,
    expiresAt: document.expiresAt,
    leaseMs: document.leaseMs,
    fencingToken: document.fencingToken,
    note: document.note ?? null,
    sessionId: document.sessionId ?? null,
    isReserved: document.isReserved ?? false,
    holdEndsAt: document.holdEndsAt ?? null,
  };
}

/** The line of a document in which `findProblem` found nothing. */
export function toWaiters({ waiters }: LockDocument): readonly Waiter[] {
  return waiters?.length ? waiters.map(toWaiter) : NOBODY;
}

function toWaiter({ user, since, placeEndsAt, message, sessionId }: WaiterDocument): Waiter {
  return {
    user: { id: user.id, username: shortName(user.username) },
    since,
    placeEndsAt,
    message: message ?? null,
    sessionId: sessionId ?? null,
  };
}

function toWaiterDocument(waiter: Waiter): WaiterDocument {
  const { user, since, placeEndsAt, message, sessionId } = waiter;
  const { id, username } = user;
  const document: WaiterDocument = { user: { id, username }, since, placeEndsAt };
  if (message !== null) document.message = message;
  if (sessionId !== null) document.sessionId = sessionId;
  return document;
}

/** The username to show; earlier versions stored longer ones. */
export function shortName(username: string): string {
  if (username.length <= MAX_HOLDER_NAME_LENGTH) return username;
  return username.slice(0, MAX_HOLDER_NAME_LENGTH).toWellFormed();
}
