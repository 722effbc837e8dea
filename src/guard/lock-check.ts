/** One record to check, as the request names it; whatever a client may have sent is refused clearly. */
export interface LockToCheck {
  /** The base route, e.g. `volume`. */
  readonly route: string;
  /** The id of the record, as the request says it; a whole number means its decimal text. */
  readonly id: string | number | readonly string[] | null | undefined;
  /** The token that came with the save, e.g. the text of a header; none is answered with 423. */
  readonly fencingToken: number | string | null | undefined;
}

/** One grant that can be asked for. */
export interface LockGrant {
  readonly route: string;
  readonly id: string;
  readonly fencingToken: number;
}

/** A grant under which the user held the record when the gateway looked. */
export interface HeldLock extends LockGrant {
  /** When it ends unless renewed, as the gateway writes times; null: never. */
  readonly expiresAt: string | null;
  /** How long that was away when the gateway looked, by the clock of its database. */
  readonly expiresInMs: number | null;
}

/** Who has the record instead. */
export interface CurrentLock {
  readonly holder: { readonly id: string; readonly username: string };
  /** Since when. */
  readonly acquiredAt: string;
  readonly expiresAt: string | null;
  readonly expiresInMs: number | null;
  /** True when it is the same user under a newer grant, for example in another tab. */
  readonly heldByMe: boolean;
  /** True while the record is only kept for that user, who was next in line. */
  readonly reserved: boolean;
}

/** A grant that does not hold its record. */
export interface LostLock extends LockGrant {
  /** A sentence for people. */
  readonly message: string;
  /** Null when the record is free. */
  readonly currentLock: CurrentLock | null;
}

/** The user held every record under exactly these grants when the gateway looked. */
export interface LocksHeld {
  readonly kind: 'held';
  /** In the order of the records. */
  readonly locks: readonly HeldLock[];
}

/** Why a save must not go on. */
export type LockRefusal =
  /** At least one grant has ended, or was never acquired; `lost` has every such one. */
  | { readonly kind: 'lost'; readonly lost: readonly LostLock[] }
  /** The request brought no token for a record. */
  | { readonly kind: 'tokenMissing'; readonly message: string }
  /** What the request says is no record, or no token. */
  | { readonly kind: 'badRequest'; readonly message: string }
  /** The gateway knows no user by the cookie of the request. */
  | { readonly kind: 'unauthenticated'; readonly message: string }
  /** The user may not use locks. */
  | { readonly kind: 'forbidden'; readonly message: string }
  /** The gateway did not say; `reason` is for the log, not for the user. */
  | {
      readonly kind: 'unavailable';
      readonly reason: string;
      readonly retryAfterSeconds: number;
    };

/** What is known of the locks of a save. Only `held` lets it go on. */
export type LockCheck = LocksHeld | LockRefusal;
