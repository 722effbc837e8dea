import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';

const USABLE_ID = /^[\w.:-]{8,128}$/;

/** The id a proxy or client gave the request, if it is fit for a log line, or a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && USABLE_ID.test(given) ? given : randomUUID();
}
