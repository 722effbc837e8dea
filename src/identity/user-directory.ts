import { type Caller, type LookUpTerms } from '../domain/caller';

/** A user store that resolves many refresh tokens in one look-up. */
export interface UserDirectory {
  /**
   * Resolves refresh tokens to callers, in the given order; undefined for an unknown token. A token
   * that cannot be resolved rejects alone; the whole call rejects if the user store is unreachable.
   * A failure is never reported as an unknown token.
   */
  findByTokens(
    tokens: readonly string[],
  ): Promise<readonly PromiseSettledResult<Caller | undefined>[]>;
}

/**
 * A user store that resolves each refresh token independently, so that a slow answer delays no other
 * caller. The directory itself shares work between concurrent calls where possible.
 */
export interface SingleUserDirectory {
  /**
   * Resolves a refresh token to its caller; undefined for an unknown token. Rejects if the token
   * cannot be resolved, with `QueueFull` if no attempt was made: never reported as an unknown token.
   */
  findByToken(token: string, terms?: LookUpTerms): Promise<Caller | undefined>;
}

/** Either kind of user store. */
export type AnyUserDirectory = UserDirectory | SingleUserDirectory;
