import { type IncomingMessage } from 'node:http';
import { type ClientAddressOf } from './client-address';
import { type CountRequest } from './rate-limiter';

/** Lets a request in before anything of it is read; rejects with `RateLimited`. */
export type Admit = (request: IncomingMessage) => Promise<void>;

/** Counts requests for the address they come from. */
export function admitByAddress(addressOf: ClientAddressOf, count: CountRequest): Admit {
  return (request) => count(addressOf(request));
}
