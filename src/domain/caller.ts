/** The sender of a request, identified by the refresh token. */
export interface Caller {
  readonly id: string;
  readonly username: string;
  readonly permissions: readonly string[];
}

/** Needed for everything except removing one's own locks. */
export const MANAGE_LOCKS = 'manage-locks';
/** Needed as well to take over or force-remove another user's lock. */
export const OVERRIDE_LOCKS = 'override-locks';

/** The permissions that use cases need. */
export type Permission = typeof MANAGE_LOCKS | typeof OVERRIDE_LOCKS;

/** True when the caller is allowed to use locks. */
export function canManageLocks(caller: Caller): boolean {
  return caller.permissions.includes(MANAGE_LOCKS);
}

/** True when the caller is allowed to take over and force-remove locks of other users. */
export function canOverrideLocks(caller: Caller): boolean {
  return canManageLocks(caller) && caller.permissions.includes(OVERRIDE_LOCKS);
}

/** The result of looking up a refresh token. */
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

/** Looks up the user of a refresh token; rejects only when the user store cannot answer. */
export type Authenticate = (
  refreshToken: string | undefined,
  terms?: LookUpTerms,
) => Promise<Authentication>;
