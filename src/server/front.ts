import { type RequestHandler } from 'express';
import { type IncomingMessage, type RequestListener } from 'node:http';
import { type RestDoor, REST_PATHS } from '../rest/rest-door';

const restPaths = new Set(REST_PATHS);

/**
 * Sends each request to its door. The REST door comes before Express, whose own request and
 * response objects would cost it more than all it does itself; the rest of the world is Express's.
 */
export function createFront(options: {
  rest: RestDoor;
  crossOrigin: RequestHandler;
  app: RequestListener;
}): RequestListener {
  const { rest, app } = options;
  // It reads headers and sets headers, which Node's own objects have as well.
  const crossOrigin = options.crossOrigin as unknown as (
    ...args: [...Parameters<RequestListener>, () => void]
  ) => void;
  return (request, response) => {
    const path = pathOf(request.url ?? '/');
    if (isPreflight(request) || !restPaths.has(path)) {
      app(request, response);
      return;
    }
    const handle = (): void => void rest.handle(path, request, response);
    if (request.headers.origin === undefined) handle();
    else crossOrigin(request, response, handle);
  };
}

/** Any other OPTIONS is a method that the paths of the REST door do not have. */
function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** The path without its query and without a slash at the end. */
function pathOf(url: string): string {
  const query = url.indexOf('?');
  const path = query === -1 ? url : url.slice(0, query);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
