import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Authenticate } from '../../domain/caller';
import { RateLimited } from '../../domain/errors';

/** Counts one request of a key; rejects with `RateLimited` when the key has had its share. */
export type CountRequest = (key: string) => Promise<void>;

/**
 * So many requests a second for each key, counted in this process. A key is forgotten after its
 * second, so that memory is bounded by the requests of one second.
 */
export function limitRate(requestsPerSecond: number): CountRequest {
  const limiter = new RateLimiterMemory({ points: requestsPerSecond, duration: 1 });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (refused) {
      const { msBeforeNext } = refused as { msBeforeNext?: number };
      throw new RateLimited(msBeforeNext ?? 1_000);
    }
  };
}

/** Lets each user in only so often a second; who is not known yet is not counted. */
export function limitUsers(authenticate: Authenticate, count: CountRequest): Authenticate {
  return async (refreshToken) => {
    const authentication = await authenticate(refreshToken);
    if (authentication.kind === 'authenticated') await count(authentication.caller.id);
    return authentication;
  };
}
