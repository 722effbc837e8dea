/** Who sends a request, resolved from the refresh token. */
export interface Caller {
  readonly id: string;
  readonly username: string;
  readonly permissions: readonly string[];
}

/** Needed for everything but the removal of one's own locks. */
export const MANAGE_LOCKS = 'manage-locks';
/** Needed, in addition, to take over or force-remove somebody else's lock. */
export const OVERRIDE_LOCKS = 'override-locks';

/** What a caller can be missing. */
export type Permission = typeof MANAGE_LOCKS | typeof OVERRIDE_LOCKS;

/** True when the caller may use locks at all. */
export function canManageLocks(caller: Caller): boolean {
  return caller.permissions.includes(MANAGE_LOCKS);
}

/** True when the caller may take over or force-remove locks of others. */
export function canOverrideLocks(caller: Caller): boolean {
  return canManageLocks(caller) && caller.permissions.includes(OVERRIDE_LOCKS);
}

/** What a refresh token says about the sender of a request. */
export type Authentication =
  | { readonly kind: 'authenticated'; readonly caller: Caller }
  | { readonly kind: 'noToken' }
  | { readonly kind: 'unknownToken' };

/** For whom a token is looked up, and until when. */
export interface LookUpTerms {
  /** The address that asks: each has a fair part of the look-ups. */
  readonly client?: string | undefined;
  /** By `performance.now()`: later than this nobody waits for the answer. */
  readonly deadlineAt?: number | undefined;
}

/** Resolves a refresh token; rejects only when the users cannot be asked, or not in time. */
export type Authenticate = (
  refreshToken: string | undefined,
  terms?: LookUpTerms,
) => Promise<Authentication>;
