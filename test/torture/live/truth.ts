import { type EventPosition } from '../../../src/live/position';

/** One thing that a write to the database did, as the write itself says. */
export interface TrueChange {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly token: number;
  readonly holder: string;
  readonly actor: string | null;
  readonly previousHolder: string | null;
  readonly reason: string | null;
  /** True for what the history tells. */
  readonly isHistory: boolean;
  readonly position: EventPosition;
  /** The position as subscribers are told it. */
  readonly cursor: string;
}

/** One write to a lock. */
export interface TrueWrite {
  readonly id: string;
  readonly version: number | null;
  /** When the database made it. */
  readonly wallTime: Date;
  readonly position: EventPosition;
  readonly changes: readonly TrueChange[];
  readonly isDeletion: boolean;
  /** The lock that stands after it. */
  readonly held: { readonly token: number; readonly expiresAt: Date | null } | undefined;
}

/** One event, as a subscriber was told it. */
export interface ToldEvent {
  readonly type: string;
  /** Null for the end of a snapshot. */
  readonly id: string | null;
  readonly token: number | null;
  readonly at: string;
  readonly cursor: string | null;
}

/** All that one subscriber was told, over all its connections, in order. */
export interface Told {
  readonly name: string;
  /** Of these locks; undefined: of all. */
  readonly ids: ReadonlySet<string> | undefined;
  readonly events: readonly ToldEvent[];
}

/** One entry of the history, as stored. */
export interface StoredEntry {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly token: number;
  readonly holder: string;
  readonly actor: string | null;
  readonly previousHolder: string | null;
  readonly reason: string | null;
  readonly isMadeUp: boolean;
}

/** A time by the database's clock. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}
