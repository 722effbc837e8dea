import { type Holder, type Lock } from '../../domain/lock';
import { type LockChange, type LockChangeType } from '../../domain/lock-change';

/** One thing that a write did, as stored: what its document or its type tell already is left out. */
export interface ChangeDocument {
  type: LockChangeType;
  at: Date;
  /**
   * Absent: nobody for `EXPIRED` and `RESERVED`, the holder of the lock for all other types but
   * `FORCE_REMOVED` and `WAITERS_CHANGED`, which always have it.
   */
  actor?: Holder;
  /** Whom a `TAKEN_OVER` or `RESERVED` lock passed from. */
  previousHolder?: Holder;
  reason?: string;
  /** Absent: the lock of the document. */
  lock?: GrantDocument;
}

/** A lock that was held between two changes of one write; what is absent is null or false. */
export interface GrantDocument {
  holder: Holder;
  acquiredAt: Date;
  renewedAt: Date;
  expiresAt: Date | null;
  leaseMs: number | null;
  fencingToken: number;
  note?: string;
  sessionId?: string;
  isReserved?: boolean;
  holdEndsAt?: Date;
}

/** The changes of a write that leaves this lock in its document. */
export function toChangeDocuments(changes: readonly LockChange[], last: Lock): ChangeDocument[] {
  return changes.map((change) => {
    const { type, at, actor, lock, previous, reason } = change;
    const document: ChangeDocument = { type, at };
    if (actor && actor.id !== lock.holder.id) document.actor = toHolder(actor);
    else if (type === 'FORCE_REMOVED' || type === 'WAITERS_CHANGED') document.actor = lock.holder;
    if (previous && isPassing(type)) document.previousHolder = toHolder(previous.holder);
    if (reason !== null) document.reason = reason;
    if (lock !== last) document.lock = toGrantDocument(lock);
    return document;
  });
}

/** How many bytes a change can add to a document, not counting field names and times. */
export function textBytesOf({ actor, lock, previous, reason }: LockChange): number {
  let bytes = Buffer.byteLength(lock.note ?? '') + Buffer.byteLength(reason ?? '');
  for (const holder of [actor, lock.holder, previous?.holder]) {
    if (holder) bytes += Buffer.byteLength(holder.id) + Buffer.byteLength(holder.username);
  }
  return bytes;
}

function isPassing(type: LockChangeType): boolean {
  return type === 'TAKEN_OVER' || type === 'RESERVED';
}

function toHolder({ id, username }: Holder): Holder {
  return { id, username };
}

function toGrantDocument(lock: Lock): GrantDocument {
  const document: GrantDocument = {
    holder: toHolder(lock.holder),
    acquiredAt: lock.acquiredAt,
    renewedAt: lock.renewedAt,
    expiresAt: lock.expiresAt,
    leaseMs: lock.leaseMs,
    fencingToken: lock.fencingToken,
  };
  if (lock.note !== null) document.note = lock.note;
  if (lock.sessionId !== null) document.sessionId = lock.sessionId;
  if (lock.isReserved) document.isReserved = true;
  if (lock.holdEndsAt !== null) document.holdEndsAt = lock.holdEndsAt;
  return document;
}
