import { type Server } from 'node:http';
import { peerAddressOf } from './client-address';
import { FairShare } from './fair-share';

/** The most open connections, over all clients: 5,000 subscribers fit that come through one proxy. */
export const MAX_CONNECTIONS = 12_288;

/**
 * Bounds the open connections in total, and for each address by its fair share. A connection beyond
 * that is closed as soon as it is accepted, and `onRefused` is called.
 */
export function shareConnections(
  server: Server,
  options: { maxConnections: number; onRefused: () => void },
): void {
  const share = new FairShare(options.maxConnections);
  server.maxConnections = options.maxConnections;
  server.on('drop', options.onRefused);
  server.on('connection', (socket) => {
    const address = peerAddressOf(socket);
    if (share.take(address, 1)) {
      socket.once('close', () => share.giveBack(address, 1));
      return;
    }
    socket.destroy();
    options.onRefused();
  });
}
