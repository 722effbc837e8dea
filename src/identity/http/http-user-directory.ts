import { LRUCache } from 'lru-cache';
import { GroupCommit } from '../../concurrency/group-commit';
import { type Caller, type LookUpTerms } from '../../domain/caller';
import { traceBatches } from '../../observability/tracing/trace-batches';
import { hashToken } from '../token-hash';
import { type SingleUserDirectory } from '../user-directory';
import { askWhoAmI, type WhoAmIOptions } from './who-am-i';

export interface HttpUserDirectoryOptions extends WhoAmIOptions {
  /** How long an answer is reused, from the time of the call; 0: only for requests already waiting for it. */
  readonly cacheTtlMs: number;
}

/** A call to the backend, and the address it is made for. */
interface LookUp {
  readonly token: string;
  readonly client: string | undefined;
  /** Aborts once the time limit is over, which includes the wait for a free slot. */
  readonly signal: AbortSignal;
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
  private readonly calls: GroupCommit<LookUp, Caller | undefined>;
  private readonly inProgress = new Map<string, Promise<Caller | undefined>>();
  private readonly known: LRUCache<string, Caller> | undefined;

  constructor(private readonly options: HttpUserDirectoryOptions) {
    if (options.cacheTtlMs > 0) this.known = new LRUCache({ max: MAX_CACHED, ttlResolution: 0 });
    this.calls = new GroupCommit({
      run: async ([call]: readonly LookUp[]) => [
        { status: 'fulfilled', value: await askWhoAmI(call!.token, { ...options, ...call! }) },
      ],
      ownerOf: ({ client }) => client,
      trace: traceBatches('look up users'),
      // One call per token; the group commit shares the slots fairly between clients.
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
    const inProgress = this.inProgress.get(key);
    if (inProgress) return inProgress;
    const call = this.call(key, { token, client: terms?.client }).finally(() =>
      this.inProgress.delete(key),
    );
    this.inProgress.set(key, call);
    return call;
  }

  /** Other callers may wait for the same answer, so no caller's deadline ends the call. */
  private async call(
    key: string,
    asked: Pick<LookUp, 'token' | 'client'>,
  ): Promise<Caller | undefined> {
    const start = performance.now();
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    const caller = await this.calls.submit({ ...asked, signal });
    if (caller) this.known?.set(key, caller, { ttl: this.options.cacheTtlMs, start });
    return caller;
  }
}
