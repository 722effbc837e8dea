/** The fields of a user document with the name and the permissions: dotted paths, which can pass through lists. */
export interface ProfileFields {
  readonly name: string;
  /** Strings or objects with a `name`; the user has the permissions of all paths. */
  readonly permissions: readonly string[];
}

/** How to read a collection of users. */
export interface UserFields extends ProfileFields {
  readonly collection: string;
  /** The dotted path of the token; a list on the path holds one token per element. */
  readonly token: string;
  /** How the token is stored: as the lower-case hex of its SHA-256, or in plain text. */
  readonly tokenHash: 'sha256' | 'none';
  /**
   * The dotted path of the expiry of the token, in the list element of the token or on the user; a
   * token without an expiry is invalid. Undefined: tokens are valid while they are stored.
   */
  readonly expiry: string | undefined;
}

/** The field of a read document that carries the time of the database. */
export const NOW = '__databaseTime';

/** A projection of exactly these paths and the time of the database. */
export function projectionOf(paths: readonly string[]): Record<string, 1 | '$$NOW'> {
  // MongoDB rejects a projection with both a path and one of its parents.
  const outermost = paths.filter((path) => !paths.some((other) => path.startsWith(`${other}.`)));
  return { ...Object.fromEntries(outermost.map((path) => [path, 1 as const])), [NOW]: '$$NOW' };
}
