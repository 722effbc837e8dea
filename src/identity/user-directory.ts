import { type Caller, type LookUpTerms } from '../domain/caller';

/** Users that are asked for many refresh tokens at once. */
export interface UserDirectory {
  /**
   * The callers of many refresh tokens at once, one result a token in the order given, undefined
   * where a token belongs to nobody. A token that cannot be told rejects alone; the whole rejects
   * when the users cannot be asked. Neither is ever "nobody".
   */
  findByTokens(
    tokens: readonly string[],
  ): Promise<readonly PromiseSettledResult<Caller | undefined>[]>;
}

/**
 * Users where every refresh token has a fate of its own, so that one slow answer holds up nobody
 * else. The directory sees to it that calls at the same time share what they can.
 */
export interface SingleUserDirectory {
  /**
   * The caller of one refresh token, undefined when it belongs to nobody. Rejects when that
   * cannot be told, with `QueueFull` when it was not tried: neither is ever "nobody".
   */
  findByToken(token: string, terms?: LookUpTerms): Promise<Caller | undefined>;
}

/** Where the users are. */
export type AnyUserDirectory = UserDirectory | SingleUserDirectory;
