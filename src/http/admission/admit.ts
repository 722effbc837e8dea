import { type RequestHead } from '../request-head';
import { type ClientAddressOf } from './client-address';
import { type CountRequest } from './rate-limiter';

/** Admits a request before its body is read; rejects with `RateLimited`. */
export type Admit = (request: RequestHead) => Promise<void>;

/** Limits the rate of requests from each client address. */
export function admitByAddress(addressOf: ClientAddressOf, count: CountRequest): Admit {
  return (request) => count(addressOf(request));
}
