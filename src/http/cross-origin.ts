import cors from 'cors';
import { type RequestHandler } from 'express';
import { type IncomingMessage } from 'node:http';

/** How long a browser may keep the answer to a preflight. */
const PREFLIGHT_MAX_AGE_S = 600;

/** Lets pages of exactly these origins call with the cookie, and read what the answers say. */
export function crossOrigin(allowedOrigins: readonly string[]): RequestHandler {
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
    // To any other origin nothing is allowed, and its preflight is told just that.
    response.setHeader('Vary', 'Origin');
    if (isPreflight(request)) response.writeHead(204, { 'Content-Length': '0' }).end();
    else next();
  };
}

/** True for a question before a cross-origin request; any other OPTIONS is a method the doors do not have. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}
