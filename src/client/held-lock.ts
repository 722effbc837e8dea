import { type LockFault } from './lock-fault';
import { type Lock, type LockKey, type LockWaiter } from './lock-types';

/** How a record is held. Of several holds of one record in a page, the first one's options count. */
export interface HoldOptions {
  /** The lease to ask for, in seconds from 10 to 86400; otherwise the default of the gateway. */
  readonly ttlSeconds?: number | undefined;
  /** A note for others, at most 280 characters. */
  readonly note?: string | undefined;
  /** True joins the line when somebody else has the record, and takes its turn. */
  readonly wait?: boolean | { readonly message?: string | undefined } | undefined;
  /** True takes the lock from another tab of the same user instead of `heldInOtherTab`. */
  readonly adopt?: boolean | undefined;
  /** Releases after so many milliseconds without input in the page or `touch`. */
  readonly idleMs?: number | undefined;
  /** Called, and awaited for at most ten seconds, before an idle hold is released: the last save. */
  readonly onIdle?: (() => void | Promise<void>) | undefined;
  /** Releases when it fires. */
  readonly signal?: AbortSignal | undefined;
}

/** How a grant ended against the will of its holder. */
export type LostReason =
  | 'takenOver'
  | 'forceRemoved'
  /** Its time was over. */
  | 'expired'
  /** Its user removed it, for example by signing out. */
  | 'removed'
  /** It is over; how was not told. */
  | 'unknown';

/** What stands between this page and the record, or nothing. */
export type HoldSnapshot =
  /** The first answer is not there yet. */
  | { readonly state: 'acquiring' }
  | {
      /** Nobody else can have the record, by the gateway's answer and the time since it was asked. */
      readonly state: 'held';
      readonly lock: Lock;
      /** To be sent along with a save. */
      readonly fencingToken: number;
      /** Fires when this grant can no longer be promised. */
      readonly signal: AbortSignal;
      /**
       * True when somebody else may have had the record since it was held before: load it anew, then call
       * `acknowledge`. Nothing else clears it but a new grant with nothing in between.
       */
      readonly isInterrupted: boolean;
      /** Who waits for it, in order. */
      readonly waiters: readonly LockWaiter[];
    }
  | {
      /** The turn has come; the lock is being claimed. */
      readonly state: 'reserved';
      readonly lock: Lock;
      /** When it passes to the next, by the clock of the database. */
      readonly claimUntil: string | null;
    }
  /** In line behind `lock`; `position` 1 is next. */
  | { readonly state: 'waiting'; readonly lock: Lock; readonly position: number }
  | {
      readonly state: 'heldByOther' | 'heldInOtherTab';
      /** The lock that stands, or stood, in the way. */
      readonly lock: Lock;
      /** True when the record has become free since: `retry` acquires it. */
      readonly isFree: boolean;
    }
  | {
      /** It was held, and is over; `retry` acquires anew. */
      readonly state: 'lost';
      readonly reason: LostReason;
      /** What was given as the reason for the take-over or the forced removal; null when nothing was told. */
      readonly reasonGiven: string | null;
      /** Who has the record now; null when it is free, or not known. */
      readonly lock: Lock | null;
    }
  | {
      readonly state: 'released';
      readonly reason: 'released' | 'idle' | 'closed' | 'fault';
      /** What made holding impossible, with the reason `fault`. */
      readonly fault: LockFault | null;
    }
  | {
      /** Nothing is promised, and the gateway is asked again and again. */
      readonly state: 'offline';
      /** Why the last request failed: of the kind `unauthenticated` when nobody is signed in any more. */
      readonly fault: LockFault;
      /** The lock as it was held last; null when it never was. */
      readonly lastLock: Lock | null;
    };

/** The states of a hold. */
export type HoldState = HoldSnapshot['state'];

/** What nobody leaves without doing something about it: the record is read-only until then. */
export const ENDS: ReadonlySet<HoldState> = new Set<HoldState>([
  'heldByOther',
  'heldInOtherTab',
  'lost',
  'released',
]);

/** One hold of a record, from `LockClient.hold` to `release`. Its methods need no `this`. */
export interface HeldLock extends LockKey, AsyncDisposable {
  /** Calls back after every change of the snapshot, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something changes. */
  readonly getSnapshot: () => HoldSnapshot;
  /**
   * Of the current grant: fires the moment exclusivity can no longer be promised. A new grant has a new
   * signal. While the record is not held, it has fired.
   */
  readonly signal: AbortSignal;
  /** The token to send with a save; throws a `LockNotHeld` unless the record is held. */
  readonly fencingToken: () => number;
  /** Resolves when the record is held; rejects with a `LockNotHeld` when the hold is over before. */
  readonly whenHeld: () => Promise<void>;
  /** Joins the line, or changes the message in it. */
  readonly wait: (message?: string) => void;
  /** Leaves the line. */
  readonly stopWaiting: () => void;
  /** Takes the lock of whoever has it; needs the permission to. Rejects with a `LockFault`. */
  readonly takeOver: (how?: {
    readonly reason?: string | undefined;
    readonly note?: string | undefined;
  }) => Promise<void>;
  /** Moves the lock from another tab of the same user to this one. */
  readonly adopt: () => void;
  /** Acquires anew after `lost`, `released`, `heldByOther` or `heldInOtherTab`; asks at once if `offline`. */
  readonly retry: () => void;
  /** Changes the note of a held lock; an empty one clears it. Rejects with a `LockFault`. */
  readonly renote: (note: string) => Promise<void>;
  /**
   * Says that the record was loaded anew under the grant of this token: `isInterrupted` is false from now on,
   * for all who hold the record in this page. Of any other grant it says nothing, so a load that was
   * overtaken by the next interruption does no harm.
   */
  readonly acknowledge: (fencingToken: number) => void;
  /** Counts as input for `idleMs`. */
  readonly touch: () => void;
  /** Ends this hold; the last one of a record in a page removes the lock. Never rejects. */
  readonly release: () => Promise<void>;
}

/** Thrown when a fencing token is asked for while the record is not held. */
export class LockNotHeld extends Error {
  override readonly name = 'LockNotHeld';

  constructor(readonly snapshot: HoldSnapshot) {
    super(`Not held: ${snapshot.state}.`, {
      cause: 'fault' in snapshot ? snapshot.fault : null,
    });
  }
}
