import { type Caller } from '../domain/caller';

/** Where the users are. */
export interface UserDirectory {
  /**
   * The callers of many refresh tokens at once, in the order given, undefined where a token
   * belongs to nobody. Rejects when the users cannot be asked: that is never "nobody".
   */
  findByTokens(tokens: readonly string[]): Promise<readonly (Caller | undefined)[]>;
}
