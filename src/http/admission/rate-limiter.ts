import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Authenticate } from '../../domain/caller';
import { RateLimited } from '../../domain/errors';

/** Counts one request of a key; rejects with `RateLimited` when the key exceeds its rate. */
export type CountRequest = (key: string) => Promise<void>;

/**
 * Allows each key a number of requests per second, counted in this process. A key is forgotten after
 * its second, so the requests of one second bound the memory.
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

/** Limits the rate of each authenticated user; rejects with `RateLimited`. */
export function limitUsers(
  authenticate: Authenticate,
  count: CountRequest | undefined,
): Authenticate {
  if (!count) return authenticate;
  return async (refreshToken, terms) => {
    const authentication = await authenticate(refreshToken, terms);
    if (authentication.kind === 'authenticated') await count(authentication.caller.id);
    return authentication;
  };
}
