import { connect } from 'node:net';
import { once } from 'node:events';

/**
 * The rate of 200s that `connections` callers get who each ask again as soon as they are
 * answered: with ever more connections, the most the gateway can carry.
 */
export async function measureRate(options: {
  port: number;
  connections: number;
  seconds: number;
  nextRequest: () => string;
}): Promise<number> {
  let served = 0;
  const sockets = Array.from({ length: options.connections }, () =>
    connect({ port: options.port, host: '127.0.0.1', noDelay: true }),
  );
  for (const socket of sockets) {
    let buffer = '';
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: string) => {
      buffer += chunk;
      const headEnd = buffer.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(buffer)?.[1] ?? 0);
      if (headEnd < 0 || buffer.length < headEnd + 4 + length) return;
      if (buffer.startsWith('HTTP/1.1 200')) served += 1;
      buffer = '';
      socket.write(options.nextRequest());
    });
  }
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  for (const socket of sockets) socket.write(options.nextRequest());
  await new Promise((resolve) => setTimeout(resolve, options.seconds * 1_000));
  const rate = served / options.seconds;
  for (const socket of sockets) socket.destroy();
  return rate;
}
