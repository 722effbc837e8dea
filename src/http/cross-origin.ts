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

/**
 * Lets pages of exactly these origins send the cookie and read the answers. Each request of a page of
 * another origin is reported to `onRefused`, with the origin as sent.
 */
export function crossOrigin(
  allowedOrigins: Iterable<string>,
  onRefused: (origin: string) => void = () => {},
): CrossOrigin {
  const allowed = new Set(allowedOrigins);
  const allow = cors({
    origin: [...allowed],
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
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin !== undefined && allowed.has(origin)) {
      allow(request, response, next);
      return;
    }
    if (origin !== undefined && !isOwnPage(origin, request)) onRefused(origin);
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

/**
 * True when the page comes from the gateway itself, as the browser says or by the host, so that CORS
 * does not apply. The scheme may differ, since a proxy may terminate TLS.
 */
function isOwnPage(origin: string, { headers }: IncomingMessage): boolean {
  if (headers['sec-fetch-site'] === 'same-origin') return true;
  return headers.host !== undefined && origin.replace(/^https?:\/\//, '') === headers.host;
}
