import { randomUUID } from 'node:crypto';
import { type RequestHead } from './request-head';

const USABLE_ID = /^[\w.:-]{8,128}$/;

/** The `X-Request-Id` of a request if it is safe to log, else a new random id. */
export function requestIdOf(request: RequestHead): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && USABLE_ID.test(given) ? given : randomUUID();
}
