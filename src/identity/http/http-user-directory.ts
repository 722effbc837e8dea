import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { QueueFull } from '../../concurrency/group-commit';
import { type Caller } from '../../domain/caller';
import { hashToken } from '../token-hash';
import { type SingleUserDirectory } from '../user-directory';
import { askWhoAmI, type WhoAmIOptions } from './who-am-i';

export interface HttpUserDirectoryOptions extends WhoAmIOptions {
  /** How long an answer is reused, from the time of the call; 0: only for requests already waiting for it. */
  readonly cacheTtlMs: number;
}

/** How many calls the backend gets at a time. */
const MAX_CALLS_IN_FLIGHT = 64;
/** How many calls may wait before further ones are rejected. */
const MAX_CALLS_QUEUED = 2_000;
const MAX_CACHED = 10_000;

/**
 * Users that only the "who am I" endpoint of the backend knows. Concurrent requests with the same
 * token share one call, whose answer is reused for `cacheTtlMs`. Unknown tokens are not cached: a
 * flood of invalid tokens evicts no user, and a new session is recognized immediately. Tokens are
 * kept only as hashes.
 */
export class HttpUserDirectory implements SingleUserDirectory {
  private readonly limit = pLimit(MAX_CALLS_IN_FLIGHT);
  private readonly inProgress = new Map<string, Promise<Caller | undefined>>();
  private readonly known: LRUCache<string, Caller> | undefined;

  constructor(private readonly options: HttpUserDirectoryOptions) {
    if (options.cacheTtlMs > 0) this.known = new LRUCache({ max: MAX_CACHED, ttlResolution: 0 });
  }

  async findByToken(token: string): Promise<Caller | undefined> {
    const key = hashToken(token);
    const known = this.known?.get(key);
    if (known) return known;
    const inProgress = this.inProgress.get(key);
    if (inProgress) return inProgress;
    const call = this.call(key, token).finally(() => this.inProgress.delete(key));
    this.inProgress.set(key, call);
    return call;
  }

  private async call(key: string, token: string): Promise<Caller | undefined> {
    if (this.limit.pendingCount >= MAX_CALLS_QUEUED) {
      throw new QueueFull('too many calls to ME_URL are waiting');
    }
    const start = performance.now();
    // Starts now, so that the wait for a free slot is part of the time limit.
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    const caller = await this.limit(() => askWhoAmI(token, { ...this.options, signal }));
    if (caller) this.known?.set(key, caller, { ttl: this.options.cacheTtlMs, start });
    return caller;
  }
}
