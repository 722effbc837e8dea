import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';

const USABLE_ID = /^[\w.:-]{8,128}$/;

/** The `X-Request-Id` of a request if it is safe to log, else a new random id. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && USABLE_ID.test(given) ? given : randomUUID();
}
