import { type Server } from 'node:http';

/** How long running requests may take at the end before their connections are cut. */
const DRAIN_MS = 8_000;

/** How often connections that have got their answers are closed meanwhile. */
const CLOSE_IDLE_EVERY_MS = 50;

/**
 * Stops accepting, answers what is running and resolves when every connection is closed; those that
 * still run after 8 s are cut.
 */
export function closeServer(server: Server): Promise<void> {
  // A kept connection would otherwise bring request after request for as long as its client likes.
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const closeIdle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(closeIdle);
      clearTimeout(cut);
      resolve();
    });
  });
}
