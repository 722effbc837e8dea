import { type HistoryEntry, type HistoryPosition } from './lock-history';

/** Names an entry of the history. The names of one lock are in the order of its entries. */
export type EntryName = Omit<HistoryPosition, 'at'>;

/** A part of the entries of one lock. */
export interface EntryRange {
  readonly from: EntryName;
  /** The entry `from` itself is left out. */
  readonly isAfter: boolean;
  /** Included; of the same lock. */
  readonly until: EntryName;
}

/** What was recorded since the last reading. */
export interface NewEntries<Place> {
  /** Those of one lock in order. After a failure some are told again. */
  readonly names: readonly EntryName[];
  /** Where to go on once all of these are done with; undefined: where the reading before these ends. */
  readonly place: Place | undefined;
}

/** Reads entries as they are recorded, for one who has to do something with each of them. */
export interface EntryReader<Place> {
  /** What is new, a part of it if it is much; nothing after half a second without any. */
  next(): Promise<NewEntries<Place>>;
  /**
   * Everything until this place is done with: whoever takes over goes on there. Rejects with
   * `ReaderReplaced` if somebody has taken over.
   */
  save(place: Place): Promise<void>;
  /** Ends it; never rejects. */
  close(): Promise<void>;
}

/** The entries of the history in the order in which they were recorded. Every method rejects as the database does. */
export interface RecordedEntries<Place = unknown> {
  /**
   * Goes on where everything is done with, or, the first time, with what is recorded after `start`. A
   * reader with a smaller token can store no place from then on.
   */
  takeOver(fencingToken: number): Promise<EntryReader<Place>>;
  /** Entries of one lock, oldest first; fewer than `limit` only when there are no more. */
  read(range: EntryRange, limit: number): Promise<HistoryEntry[]>;
}

/** Somebody with a larger token reads by now. */
export class ReaderReplaced extends Error {
  override readonly name = 'ReaderReplaced';
}

/** Negative when the first of two entries of one lock comes before the second, 0 when they are the same. */
export function compareNames(one: EntryName, other: EntryName): number {
  return one.fencingToken - other.fencingToken || Number(one.isEnd) - Number(other.isEnd);
}
