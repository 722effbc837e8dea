import { createServer, type RequestListener, type Server } from 'node:http';
import { MAX_CONNECTIONS, shareConnections } from '../http/admission/connection-share';
import { MAX_HEADER_COUNT } from '../http/head-size';
import { type OpenWebSocket, serveUpgrades, UpgradableRequest } from '../http/upgrades';
import { answerRefusals, type Refusals, requireHost } from '../http/refusals';
import { CONNECTION_LIMITS } from '../http/admission/request-limits';

/** The main server with its connection limits, not yet listening. */
export function createHttpServer(options: {
  listener: RequestListener;
  refusals: Refusals;
  /** Serves the handshakes of WebSockets; default: none are served. */
  webSockets?: { readonly paths: readonly string[]; readonly upgrade: OpenWebSocket };
  keepAliveTimeoutMs: number;
}): Server {
  const { listener, refusals, webSockets, keepAliveTimeoutMs } = options;
  const server = createServer(
    {
      ...{ ...CONNECTION_LIMITS, keepAliveTimeout: keepAliveTimeoutMs, requireHostHeader: false },
      IncomingMessage: UpgradableRequest,
    },
    requireHost(listener, refusals),
  );
  // One more than allowed, so that an excess can be detected.
  server.maxHeadersCount = MAX_HEADER_COUNT + 1;
  answerRefusals(server, refusals);
  if (webSockets) serveUpgrades(server, { door: webSockets, refusals });
  shareConnections(server, {
    maxConnections: MAX_CONNECTIONS,
    onRefused: () => refusals.unanswered('tooManyConnections'),
  });
  return server;
}
