/** Where a user document keeps name and permissions; each a dotted path, also through lists. */
export interface ProfileFields {
  readonly name: string;
  /** Texts or objects with a `name`; all paths together are what the user may. */
  readonly permissions: readonly string[];
}

/** How a collection of users is read. */
export interface UserFields extends ProfileFields {
  readonly collection: string;
  /** The dotted path of the token; a list on the way means one token an element. */
  readonly token: string;
  /** How the token is kept: as lower-case hex of its SHA-256, or as it is. */
  readonly tokenHash: 'sha256' | 'none';
  /**
   * The dotted path of the time until which the token counts, in the token's own list element or on
   * the user; a token without that time does not count. Undefined: tokens count while they are there.
   */
  readonly expiry: string | undefined;
}

/** The collection of the users. */
export const USERS_COLLECTION = 'users';

/** The users as a new installation keeps them. */
export const CONTRACT_FIELDS: UserFields = {
  collection: USERS_COLLECTION,
  token: 'sessions.tokenHash',
  tokenHash: 'sha256',
  expiry: 'sessions.expiresAt',
  name: 'username',
  permissions: ['permissions'],
};

/** The field under which a read document carries the database's own time. */
export const NOW = '__databaseTime';

/** Asks for these paths and the database's own time, and nothing else of the document. */
export function projectionOf(paths: readonly string[]): Record<string, 1 | '$$NOW'> {
  // The database refuses a path beside one that contains it.
  const outermost = paths.filter((path) => !paths.some((other) => path.startsWith(`${other}.`)));
  return { ...Object.fromEntries(outermost.map((path) => [path, 1 as const])), [NOW]: '$$NOW' };
}
