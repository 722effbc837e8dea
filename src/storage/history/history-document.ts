import { type mongo } from 'mongoose';
import { type Holder } from '../../domain/lock';
import {
  type HistoryEntry,
  type HistoryGap,
  type HistoryType,
  isEnd,
} from '../../domain/lock-history';
import { keyOfLockId } from '../../domain/key-of-lock-id';

/** The collection of what happened to locks. */
export const HISTORY_COLLECTION = 'lock_history';

/**
 * One entry as stored. A grant has one token, begins once and ends once, so the `_id` names each
 * entry however many gateways record it; in its order the entries of a lock are in that of time.
 */
export interface EntryDocument {
  _id: { lock: string; token: number; end: boolean };
  type: HistoryType;
  at: Date;
  /** Absent, like all that follow: null. */
  actor?: Holder;
  /** Absent: the actor. */
  holder?: Holder;
  previousHolder?: Holder;
  note?: string;
  reason?: string;
  /** True for what a document told later; absent for what the stream told, which is more exact. */
  isMadeUp?: true;
}

/** A time of which entries may be missing. */
export interface GapDocument {
  _id: { gap: Date };
  /** Its end. The name is that of the index that deletes it with the entries. */
  at: Date;
  from: Date | null;
}

/** Who records, and how far. It has no `at`, so the index of the retention leaves it alone. */
export interface RecorderDocument {
  _id: 'recorder';
  owner: string;
  leaseEndsAt: Date;
  /** The token of the change stream after all that is recorded. */
  token?: unknown;
  /** By the database's clock, when the token was stored. */
  savedAt?: Date;
  /** Everything until then is recorded. */
  seenUntil?: Date;
}

/** Who reads what is recorded to do something with it, and how far. Like `RecorderDocument` without `at`. */
export interface ReaderDocument {
  _id: 'webhooks';
  /** Of the reader that took over last; only this one stores its place. */
  fencingToken: number;
  /** The token of the stream of entries after all that is done with; absent: it begins at `startAt`. */
  token?: unknown;
  startAt?: mongo.Timestamp;
  /** All that was recorded when everything until then was: only later entries can be undone. */
  recordedUntil: Date;
}

/** What the collection has. */
export type HistoryDocument = EntryDocument | GapDocument | RecorderDocument | ReaderDocument;

/** The document of an entry. */
export function toEntryDocument(entry: HistoryEntry): EntryDocument {
  const { key, fencingToken, type, at, holder, actor, previousHolder, note, reason } = entry;
  const document: EntryDocument = {
    _id: { lock: key.id, token: fencingToken, end: isEnd(entry) },
    ...{ type, at },
  };
  if (actor) document.actor = toHolder(actor);
  if (!isSame(holder, actor)) document.holder = toHolder(holder);
  if (previousHolder) document.previousHolder = toHolder(previousHolder);
  if (note !== null) document.note = note;
  if (reason !== null) document.reason = reason;
  return document;
}

/** The entry of a document. */
export function toEntry(document: EntryDocument): HistoryEntry {
  const { _id, type, at, actor = null } = document;
  return {
    key: keyOfLockId(_id.lock)!,
    ...{ type, at, actor, fencingToken: _id.token },
    holder: document.holder ?? actor!,
    previousHolder: document.previousHolder ?? null,
    note: document.note ?? null,
    reason: document.reason ?? null,
  };
}

/** The gap of a document. */
export function toGap({ from, at }: GapDocument): HistoryGap {
  return { from, until: at };
}

function isSame(one: Holder, other: Holder | null): boolean {
  return one.id === other?.id && one.username === other.username;
}

function toHolder({ id, username }: Holder): Holder {
  return { id, username };
}
