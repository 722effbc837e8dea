import { createServer, type RequestListener, type Server } from 'node:http';
import { MAX_CONNECTIONS, shareConnections } from '../http/admission/connection-share';
import {
  answerRefusals,
  MAX_HEADER_COUNT,
  type Refusals,
  requireUsableHead,
} from '../http/refusals';
import { CONNECTION_LIMITS } from '../http/admission/request-limits';

/** The server of the doors, not listening yet, with all that bounds its connections. */
export function createHttpServer(options: {
  listener: RequestListener;
  refusals: Refusals;
  keepAliveTimeoutMs: number;
}): Server {
  const { listener, refusals, keepAliveTimeoutMs } = options;
  const server = createServer(
    { ...CONNECTION_LIMITS, keepAliveTimeout: keepAliveTimeoutMs, requireHostHeader: false },
    requireUsableHead(listener, refusals),
  );
  // One more than allowed, so that it shows when there are too many.
  server.maxHeadersCount = MAX_HEADER_COUNT + 1;
  answerRefusals(server, refusals);
  shareConnections(server, {
    maxConnections: MAX_CONNECTIONS,
    onRefused: () => refusals.unanswered('tooManyConnections'),
  });
  return server;
}
