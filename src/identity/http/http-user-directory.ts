import { LRUCache } from 'lru-cache';
import { type Caller, type LookUpTerms } from '../../domain/caller';
import { GroupCommit } from '../../concurrency/group-commit';
import { hashToken } from '../token-hash';
import { type SingleUserDirectory } from '../user-directory';
import { askWhoAmI, type WhoAmIOptions } from './who-am-i';

export interface HttpUserDirectoryOptions extends WhoAmIOptions {
  /** How long an answer counts, from the moment it was asked for; 0: only for who waits for it. */
  readonly cacheTtlMs: number;
}

/** A token, and the address that asks who has it. */
interface LookUp {
  readonly token: string;
  readonly client: string | undefined;
}

/** How many calls the backend gets at the same time. */
const MAX_CALLS_IN_FLIGHT = 64;
const MAX_CALLS_QUEUED = 2_000;
const MAX_CACHED = 10_000;

/**
 * Users that only the backend's own "who am I" knows. Requests with one token share one call, and
 * its answer for `cacheTtlMs`. "Nobody" is not kept: a flood of made-up tokens drives no user out,
 * and who signs in is known at once. Tokens are kept as hashes only.
 */
export class HttpUserDirectory implements SingleUserDirectory {
  private readonly calls: GroupCommit<LookUp, Caller | undefined>;
  private readonly underway = new Map<string, Promise<Caller | undefined>>();
  private readonly known: LRUCache<string, Caller> | undefined;
  private readonly cacheTtlMs: number;

  constructor(options: HttpUserDirectoryOptions) {
    this.cacheTtlMs = options.cacheTtlMs;
    if (options.cacheTtlMs > 0) this.known = new LRUCache({ max: MAX_CACHED, ttlResolution: 0 });
    this.calls = new GroupCommit({
      run: async ([asked]: readonly LookUp[]) => [
        { status: 'fulfilled', value: await askWhoAmI(asked!.token, options) },
      ],
      ownerOf: ({ client }) => client,
      // A call is for one token: a queue, so that the backend is not overrun.
      maxBatchSize: 1,
      maxBatchesInFlight: MAX_CALLS_IN_FLIGHT,
      maxQueued: MAX_CALLS_QUEUED,
      deadlineMs: options.timeoutMs,
    });
  }

  async findByToken(token: string, terms?: LookUpTerms): Promise<Caller | undefined> {
    const key = hashToken(token);
    const known = this.known?.get(key);
    if (known) return known;
    const underway = this.underway.get(key);
    if (underway) return underway;
    const asked = this.ask(key, { token, client: terms?.client }).finally(() =>
      this.underway.delete(key),
    );
    this.underway.set(key, asked);
    return asked;
  }

  /** Others may wait for the answer as well: no deadline of one of them ends it. */
  private async ask(key: string, lookUp: LookUp): Promise<Caller | undefined> {
    const start = performance.now();
    const caller = await this.calls.submit(lookUp);
    if (caller) this.known?.set(key, caller, { ttl: this.cacheTtlMs, start });
    return caller;
  }
}
