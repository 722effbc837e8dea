import { type RequestHandler } from 'express';
import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { normalizeTarget, pathOf } from './request-target';
import { BAD_REQUEST } from './answer';
import { isPreflight } from './cross-origin';
import { type Refusals } from './refusals';

/** What answers the requests of some paths; never throws. */
export interface Door {
  /** In the one spelling of a target. */
  readonly paths: readonly string[];
  /** Whether it also serves its paths with a slash at the end. */
  readonly allowsTrailingSlash: boolean;
  handle(path: string, request: IncomingMessage, response: ServerResponse): void | Promise<void>;
}

/**
 * Sends each request to its door, by the one spelling of its target, which from here on is its
 * `url`. The doors come before Express, whose request and response objects and middleware would
 * cost a call more than the doors do themselves; the rest is Express's.
 */
export function createFront(options: {
  doors: readonly Door[];
  refusals: Refusals;
  crossOrigin: RequestHandler;
  app: RequestListener;
}): RequestListener {
  const { refusals, app } = options;
  const doorOf = new Map(options.doors.flatMap((door) => door.paths.map((path) => [path, door])));
  // It reads headers and sets headers, which Node's own objects have as well.
  const crossOrigin = options.crossOrigin as unknown as (
    ...args: [...Parameters<RequestListener>, () => void]
  ) => void;
  return (request, response) => {
    const target = targetOf(request);
    if (target === undefined) {
      refusals.request(request, response, BAD_REQUEST);
      return;
    }
    request.url = target;
    const path = pathOf(target);
    const door = isPreflight(request) ? undefined : doorOf.get(path);
    const isServed = door && (door.allowsTrailingSlash || isExact(target, path));
    if (!isServed) app(request, response);
    else if (request.headers.origin === undefined) void door.handle(path, request, response);
    else crossOrigin(request, response, () => void door.handle(path, request, response));
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
