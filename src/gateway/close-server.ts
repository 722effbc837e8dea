import { type Server } from 'node:http';
import { type Socket } from 'node:net';

/** How long requests in progress may take before their connections are closed. */
export const DRAIN_MS = 8_000;

/** How often idle connections are closed meanwhile. */
const CLOSE_IDLE_EVERY_MS = 50;

/** How long the first request of a connection that was accepted just before may be on its way. */
const FIRST_REQUEST_MS = 1_000;

/**
 * Returns what stops a server: it stops accepting connections, answers the requests in progress and
 * resolves when every connection is closed. Connections still busy after 8 s are closed without an
 * answer, and connections that have carried nothing yet (browsers and pools open some in advance)
 * after 1 s. To be called before the server listens.
 */
export function closerOf(server: Server): () => Promise<void> {
  // To Node a connection without a request is not idle.
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const closeUnused = (): void => {
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  };
  return () => {
    // Otherwise a client could keep a connection open by sending request after request.
    server.prependListener('request', (_request, response) => {
      response.shouldKeepAlive = false;
    });
    const closing = [
      setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS),
      // After whatever has arrived by then is read.
      setTimeout(() => setImmediate(closeUnused), FIRST_REQUEST_MS),
      setTimeout(() => server.closeAllConnections(), DRAIN_MS),
    ];
    return new Promise((resolve) => {
      server.close(() => {
        closing.forEach(clearTimeout);
        resolve();
      });
    });
  };
}
