import { type RequestHandler } from 'express';
import { type RequestListener } from 'node:http';
import { type GraphQLDoor } from '../graphql/graphql-door';
import { isJson } from '../http/read-body';
import { type RestDoor, REST_PATHS } from '../rest/rest-door';
import { isPreflight } from './cross-origin';

const restPaths = new Set(REST_PATHS);

/**
 * Sends each request to its door. What callers send all day (lock calls, GraphQL in JSON posts)
 * comes before Express, whose request and response objects and middleware would cost it more than
 * the doors do themselves; the rest is Express's.
 */
export function createFront(options: {
  rest: RestDoor;
  graphql: GraphQLDoor;
  crossOrigin: RequestHandler;
  app: RequestListener;
}): RequestListener {
  const { rest, graphql, app } = options;
  // It reads headers and sets headers, which Node's own objects have as well.
  const crossOrigin = options.crossOrigin as unknown as (
    ...args: [...Parameters<RequestListener>, () => void]
  ) => void;
  return (request, response) => {
    const path = pathOf(request.url ?? '/');
    let handle: () => void;
    if (restPaths.has(path) && !isPreflight(request)) {
      handle = () => void rest.handle(path, request, response);
    } else if (path === '/graphql' && request.method === 'POST' && isJson(request)) {
      handle = () => void graphql.jsonPost(request, response);
    } else {
      app(request, response);
      return;
    }
    if (request.headers.origin === undefined) handle();
    else crossOrigin(request, response, handle);
  };
}

/** The path without its query and without a slash at the end. */
function pathOf(url: string): string {
  const query = url.indexOf('?');
  const path = query === -1 ? url : url.slice(0, query);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
