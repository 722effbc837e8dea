import { mongo } from 'mongoose';
import { MAX_WAITERS } from '../../domain/line';
import { type Holder, type LockSnapshot } from '../../domain/lock';
import { type LockKey, lockKeyOf, parseLockKey } from '../../domain/lock-key';
import { type LockRecord } from '../../domain/lock-record';
import { snapshot } from '../../domain/transition';
import { type StoredRecord, type UnreadableRecord } from '../../domain/unreadable-record';
import {
  type LockDocument,
  MAX_DOCUMENT_BYTES,
  shortName,
  toLock,
  toWaiters,
  type WaiterDocument,
} from './lock-document';

/**
 * The largest valid date, lease and token, each in milliseconds; the sum of two is still a valid
 * `Date`.
 */
const LATEST_MS = 4_000_000_000_000_000;

/** The largest token of a valid lock; its successor must be storable. */
export const MAX_READABLE_TOKEN = LATEST_MS - 1;

/** The maximum length of a text, in UTF-16 code units: all texts of a lock fit a document. */
const MAX_TEXT_LENGTH = 4_096;

const STATUSES: ReadonlySet<unknown> = new Set<LockRecord['status']>([
  'held',
  'expired',
  'removed',
]);

/** The record of a document, or its valid parts if it is not a valid lock; never throws. */
export function toStoredRecord(document: LockDocument, key: LockKey): StoredRecord {
  const problem = findProblem(document);
  if (problem !== undefined) return toUnreadable(document, { key, problem });
  return toRecord(document);
}

/** The record of a document in which `findProblem` found nothing. */
export function toRecord(document: LockDocument): LockRecord {
  return {
    lock: toLock(document),
    status: document.status,
    endedAt: document.endedAt ?? null,
    waiters: toWaiters(document),
  };
}

/** The lock of a document at the time of the read, or the problem with the document. */
export function toSnapshot(document: LockDocument, now: Date): LockSnapshot | { problem: string } {
  const problem = findProblem(document);
  return problem === undefined ? snapshot(toRecord(document), now) : { problem };
}

/** The first problem with a document, which can contain anything; undefined for a valid lock. */
export function findProblem(
  document: LockDocument,
  maxToken = MAX_READABLE_TOKEN,
): string | undefined {
  const { _id, route, resourceId, status, holder, leaseMs, note } = document;
  if (!isAbsent(document.isTooLarge)) return `is larger than ${MAX_DOCUMENT_BYTES} bytes`;
  if (typeof route !== 'string') return 'route is not text';
  if (typeof resourceId !== 'string') return 'resourceId is not text';
  if (_id !== lockKeyOf(route, resourceId).id) return '_id is not that of route and resourceId';
  if (!STATUSES.has(status)) return 'status is unknown';
  if (typeof holder?.id !== 'string') return 'holder.id is not text';
  if (typeof holder.username !== 'string') return 'holder.username is not text';
  if (!isDate(document.acquiredAt)) return 'acquiredAt is not a date';
  if (!isDate(document.renewedAt)) return 'renewedAt is not a date';
  if (document.expiresAt !== null && !isDate(document.expiresAt)) return 'expiresAt is not a date';
  if (leaseMs !== null && !(isCount(leaseMs) && leaseMs > 0)) return 'leaseMs is not a duration';
  if (!isToken(document.fencingToken, maxToken)) return 'fencingToken is not a token';
  if (!isAbsent(note) && typeof note !== 'string') return 'note is not text';
  // The gateway's own record has no valid name, and is never held.
  if (status === 'held' && !isNameable(route, resourceId)) return UNNAMEABLE;
  if (!isStorable(holder.id)) return 'holder.id is too long or has a lone surrogate';
  if (!isAbsent(note) && !isStorable(note!)) return 'note is too long or has a lone surrogate';
  if (!isAbsent(document.endedAt) && !isDate(document.endedAt)) return 'endedAt is not a date';
  const newer = findProblemOfNewer(document, maxToken);
  if (newer !== undefined) return newer;
  if (!(document.revision instanceof mongo.ObjectId)) return 'revision is not an ObjectId';
  return undefined;
}

/** The first problem with a field that earlier releases did not write. */
function findProblemOfNewer(document: LockDocument, maxToken: number): string | undefined {
  const { sessionId, isReserved, holdEndsAt, waiters, version } = document;
  if (!isAbsent(sessionId) && !isText(sessionId)) return 'sessionId is not text';
  if (!isAbsent(isReserved) && typeof isReserved !== 'boolean') return 'isReserved is not a flag';
  if (!isAbsent(holdEndsAt) && !isDate(holdEndsAt)) return 'holdEndsAt is not a date';
  if (!isAbsent(version) && !isToken(version, maxToken)) return 'version is not a count';
  return isAbsent(waiters) ? undefined : findLineProblem(waiters);
}

function findLineProblem(waiters: unknown): string | undefined {
  if (!Array.isArray(waiters)) return 'waiters is not a list';
  if (waiters.length > MAX_WAITERS) return `waiters has more than ${MAX_WAITERS} entries`;
  return waiters.every(isWaiter) ? undefined : 'waiters has an entry that is not a waiter';
}

function isWaiter(waiter: unknown): boolean {
  const { user, since, placeEndsAt, message, sessionId } = (waiter ?? {}) as Partial<
    Record<keyof WaiterDocument, unknown>
  >;
  const { id, username } = (user ?? {}) as Partial<Record<keyof Holder, unknown>>;
  return (
    isText(id) &&
    typeof username === 'string' &&
    isDate(since) &&
    isDate(placeEndsAt) &&
    (isAbsent(message) || isText(message)) &&
    (isAbsent(sessionId) || isText(sessionId))
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && isStorable(value);
}

/** The version of the write that follows this document: larger than all before it. */
export function nextVersion(document: LockDocument | undefined, now: Date): number {
  const version = document && (document.version ?? 0);
  // Without a document the versions of the record are forgotten, or there were none: time tells
  // more than there can have been writes.
  return isToken(version, MAX_READABLE_TOKEN) ? version + 1 : now.getTime();
}

const UNNAMEABLE =
  'route and resourceId are not a valid name, so no call can reach the lock: delete it by hand';

/** True for a route and an id that a call can name, in canonical form. */
function isNameable(route: string, resourceId: string): boolean {
  const parsed = parseLockKey(route, resourceId);
  if (parsed.kind === 'problem') return false;
  return parsed.key.route === route && parsed.key.resourceId === resourceId;
}

/** True for text that can be stored unchanged: UTF-8 cannot represent lone surrogates. */
export function isStorable(text: string): boolean {
  return text.length <= MAX_TEXT_LENGTH && text.isWellFormed();
}

/** True for a document with a revision; every document that a gateway wrote has one. */
export function hasRevision({ revision }: LockDocument): boolean {
  return revision instanceof mongo.ObjectId;
}

/** True for what a driver may have stored for nothing. */
export function isAbsent(value: unknown): boolean {
  return value === null || value === undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= LATEST_MS;
}

function isToken(value: unknown, maxToken: number): value is number {
  return isCount(value) && value <= maxToken;
}

/** True for a date that every reader can represent. */
export function isDate(value: unknown): value is Date {
  return value instanceof Date && Math.abs(value.getTime()) <= LATEST_MS;
}

function toUnreadable(
  document: LockDocument,
  what: { key: LockKey; problem: string },
): UnreadableRecord {
  return {
    ...what,
    holder: salvageHolder(document.holder),
    fencingToken: salvageToken(document.fencingToken),
  };
}

function salvageHolder(holder: unknown): Holder | undefined {
  const { id, username } = (holder ?? {}) as Partial<Record<keyof Holder, unknown>>;
  if (typeof id !== 'string' || !isStorable(id)) return undefined;
  return { id, username: shortName(typeof username === 'string' ? username : id) };
}

/** Accepts digits as text too: an import may have stored the token so. */
function salvageToken(token: unknown): number | undefined {
  const number = typeof token === 'string' && /^\d{1,16}$/.test(token) ? Number(token) : token;
  return isToken(number, MAX_READABLE_TOKEN) ? number : undefined;
}
