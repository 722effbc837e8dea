import { type RequestHandler } from 'express';
import { type IncomingMessage, type RequestListener } from 'node:http';
import { type GraphQLDoor } from '../graphql/graphql-door';
import { normalizeTarget, pathOf } from '../http/request-target';
import { BAD_REQUEST } from '../rest/rest-answer';
import { type RestDoor, REST_PATHS } from '../rest/rest-door';
import { isPreflight } from './cross-origin';
import { type Refusals } from './refusals';

const GRAPHQL_PATH = '/graphql';

const restPaths = new Set(REST_PATHS);

/**
 * Sends each request to its door, by the one spelling of its target, which from here on is its
 * `url`. The doors come before Express, whose request and response objects and middleware would
 * cost a call more than the doors do themselves; the rest is Express's.
 */
export function createFront(options: {
  rest: RestDoor;
  graphql: GraphQLDoor;
  refusals: Refusals;
  crossOrigin: RequestHandler;
  app: RequestListener;
}): RequestListener {
  const { rest, graphql, refusals, app } = options;
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
    let handle: () => void;
    if (isPreflight(request)) {
      app(request, response);
      return;
    }
    if (restPaths.has(path)) handle = () => void rest.handle(path, request, response);
    else if (path === GRAPHQL_PATH) handle = () => graphql.serve(request, response);
    else {
      app(request, response);
      return;
    }
    if (request.headers.origin === undefined) handle();
    else crossOrigin(request, response, handle);
  };
}

/** `OPTIONS *` asks about the server as a whole, as `OPTIONS /` does. */
function targetOf({ method, url = '' }: IncomingMessage): string | undefined {
  return url === '*' && method === 'OPTIONS' ? '/' : normalizeTarget(url);
}
