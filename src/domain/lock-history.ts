import { type Holder } from './lock';
import { type LockChangeType } from './lock-change';
import { type LockKey } from './lock-key';

/** What the history tells: each grant, and each end of one that no other grant follows in one step. */
export const HISTORY_TYPES = [
  'ACQUIRED',
  'TAKEN_OVER',
  'RESERVED',
  'RELEASED',
  'EXPIRED',
  'FORCE_REMOVED',
] as const satisfies readonly LockChangeType[];

/** One of the changes that the history tells. */
export type HistoryType = (typeof HISTORY_TYPES)[number];

/** One grant of a lock, or the end of one. */
export interface HistoryEntry {
  readonly key: LockKey;
  readonly type: HistoryType;
  /** By the database's clock; of an expiry, when the time was over. */
  readonly at: Date;
  /** Who did it; null when nobody did, or when it is not known. */
  readonly actor: Holder | null;
  /** Who got the lock, or who had it when it ended. */
  readonly holder: Holder;
  /** Whom the lock passed from; null for all other entries. */
  readonly previousHolder: Holder | null;
  readonly fencingToken: number;
  readonly note: string | null;
  readonly reason: string | null;
}

/** A time of which entries may be missing, because the database had forgotten its changes. */
export interface HistoryGap {
  /** Null: the recording began at `until`. */
  readonly from: Date | null;
  readonly until: Date;
}

/** Where an entry is in a list. */
export interface HistoryPosition {
  readonly lockId: string;
  readonly fencingToken: number;
  readonly isEnd: boolean;
  readonly at: Date;
}

/** Selects the entries of one record, or of what one user did. */
export type HistoryFilter =
  | { readonly lockId: string; readonly actorId?: undefined }
  | { readonly lockId?: undefined; readonly actorId: string };

/** A part of a list, newest first. */
export interface HistoryQuery {
  readonly filter: HistoryFilter;
  readonly limit: number;
  /** Only entries that are older than this one. */
  readonly after?: HistoryPosition | undefined;
}

/** What happened to locks, as far as it is kept. */
export interface LockHistory {
  /** Rejects with `NeedsReplicaSet` on a database that nothing can be recorded from. */
  list(query: HistoryQuery): Promise<HistoryEntry[]>;
  /** The newest first; at most 100. Rejects as `list` does. */
  gaps(): Promise<HistoryGap[]>;
}

const ENDS: ReadonlySet<LockChangeType> = new Set(['RELEASED', 'EXPIRED', 'FORCE_REMOVED']);

/** True for an entry that tells the end of a grant and no new one. */
export function isEnd({ type }: Pick<HistoryEntry, 'type'>): boolean {
  return ENDS.has(type);
}

/** The position of an entry. */
export function positionOf(entry: HistoryEntry): HistoryPosition {
  const { key, fencingToken, at } = entry;
  return { lockId: key.id, fencingToken, isEnd: isEnd(entry), at };
}

/** Unique, and the same for this entry whoever recorded it. */
export function idOf(entry: HistoryEntry): string {
  return `history:${entry.key.id}:${entry.fencingToken}:${isEnd(entry) ? 'end' : 'begin'}`;
}
