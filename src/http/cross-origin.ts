import cors from 'cors';
import { type IncomingMessage, type ServerResponse } from 'node:http';

/** How long a browser may cache the answer to a preflight. */
const PREFLIGHT_MAX_AGE_S = 600;

/** Sets CORS headers and calls `next`, or answers a preflight; works with and without Express. */
export type CrossOrigin = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

/** Lets pages of exactly these origins send the cookie and read the answers. */
export function crossOrigin(allowedOrigins: readonly string[]): CrossOrigin {
  const allow = cors({
    origin: [...allowedOrigins],
    credentials: true,
    methods: ['GET', 'POST', 'DELETE'],
    exposedHeaders: [
      'X-Lock-Holder',
      'X-Lock-Acquired-At',
      'X-Lock-Expires-At',
      'X-Request-Id',
      'Retry-After',
    ],
    maxAge: PREFLIGHT_MAX_AGE_S,
  });
  const allowed = new Set(allowedOrigins);
  return (request, response, next) => {
    if (allowed.has(request.headers.origin ?? '')) {
      allow(request, response, next);
      return;
    }
    // Any other origin gets no CORS header, on its preflight neither.
    response.setHeader('Vary', 'Origin');
    if (isPreflight(request)) response.writeHead(204, { 'Content-Length': '0' }).end();
    else next();
  };
}

/** True for a CORS preflight; the doors reject any other OPTIONS as a method they do not support. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}
