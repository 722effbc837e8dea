import { type Server } from 'node:http';

/** How long requests in progress may take before their connections are closed. */
export const DRAIN_MS = 8_000;

/** How often idle connections are closed meanwhile. */
const CLOSE_IDLE_EVERY_MS = 50;

/**
 * Stops accepting connections, answers the requests in progress and resolves when every connection
 * is closed; those still in progress after 8 s are closed without an answer.
 */
export function closeServer(server: Server): Promise<void> {
  // Otherwise a client could keep a connection open by sending request after request.
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const closeIdle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const closeAll = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(closeIdle);
      clearTimeout(closeAll);
      resolve();
    });
  });
}
