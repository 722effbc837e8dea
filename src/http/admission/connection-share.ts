import { type Server } from 'node:http';
import { peerAddressOf } from './client-address';
import { FairShare } from './fair-share';

/** How many connections may be open at a time, over all clients. */
export const MAX_CONNECTIONS = 4_096;

/**
 * Bounds the open connections, in all and by what is fair to the others for one address. One too
 * many is closed as soon as it is accepted, which `onRefused` is told.
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
