import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { answer } from './answer';
import { type CrossOrigin, isPreflight } from './cross-origin';
import { type Door } from './door';
import { isHeadTooLarge } from './head-size';
import { type Refusals } from './refusals';
import { normalizeTarget, pathOf } from './request-target';

/**
 * Normalizes the target of each request, stores it in `request.url` and passes the request to its
 * door, or to `app`, unless its head is too large. The doors come before Express: its request and
 * response objects and its middleware would cost a call more than the doors themselves do.
 */
export function createFront(options: {
  doors: readonly Door[];
  refusals: Refusals;
  crossOrigin: CrossOrigin;
  app: RequestListener;
}): RequestListener {
  const { refusals, app, crossOrigin } = options;
  const doorOf = new Map(options.doors.flatMap((door) => door.paths.map((path) => [path, door])));
  const acrossOrigins: CrossOrigin = (request, response, next) =>
    request.headers.origin === undefined ? next() : crossOrigin(request, response, next);
  return (request: IncomingMessage, response: ServerResponse) => {
    const target = targetOf(request);
    if (target === undefined) {
      refusals.request(request, response, answer('badRequest'));
      return;
    }
    request.url = target;
    if (isHeadTooLarge(request)) {
      const refusal = answer('headTooLarge');
      acrossOrigins(request, response, () => refusals.request(request, response, refusal));
      return;
    }
    const path = pathOf(target);
    const door = isPreflight(request) ? undefined : doorOf.get(path);
    const isServed = door && (door.allowsTrailingSlash || isExact(target, path));
    if (!isServed) app(request, response);
    else acrossOrigins(request, response, () => void door.handle(path, request, response));
  };
}

/** A path with a slash at the end would evade a proxy's rule for exactly this path. */
function isExact(target: string, path: string): boolean {
  return target[path.length] !== '/';
}

/** `OPTIONS *` asks about the server as a whole, as `OPTIONS /` does. */
function targetOf({ method, url = '' }: IncomingMessage): string | undefined {
  return url === '*' && method === 'OPTIONS' ? '/' : normalizeTarget(url);
}
