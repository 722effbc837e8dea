import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Opens a connection to a local server; an error only closes it. */
export async function openConnection(port: number, localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Everything the server sends in answer to these bytes until it closes the connection. */
export async function answerTo(port: number, bytes: string): Promise<string> {
  const socket = await openConnection(port);
  socket.write(bytes);
  return untilEnd(socket);
}

/** Everything received on a connection from now until it closes. */
export function untilEnd(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.once('close', () => resolve(text));
  });
}

/** What is received on a connection until it matches the pattern or closes. */
export function untilItSays(socket: Socket, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const look = (chunk: Buffer): void => {
      text += chunk.toString();
      if (pattern.test(text)) resolve(text);
    };
    socket.on('data', look);
    socket.once('close', () => resolve(text));
    if (socket.destroyed) resolve(text);
  });
}
