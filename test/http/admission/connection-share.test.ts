import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { shareConnections } from '../../../src/http/admission/connection-share';
import { openConnection, untilEnd, untilItSays } from '../../support/raw-http';

let server: Server;
let refused: number;

beforeEach(async () => {
  refused = 0;
  server = createServer((_request, response) => response.end('served')).listen(0, '127.0.0.1');
  shareConnections(server, { maxConnections: 6, onRefused: () => (refused += 1) });
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const open = (localAddress: string): Promise<Socket> =>
  openConnection((server.address() as AddressInfo).port, localAddress);

/** Whether a request over it is answered; the connection stays. */
async function isServed(socket: Socket): Promise<boolean> {
  const answer = untilItSays(socket, /served/);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  return (await answer).includes('served');
}

test('one address gets a half, and others are served beside it', async () => {
  for (let count = 1; count <= 3; count += 1)
    expect(await isServed(await open('127.0.0.1'))).toBe(true);
  expect(await isServed(await open('127.0.0.1'))).toBe(false);
  expect(await isServed(await open('127.0.0.2'))).toBe(true);
  expect(await isServed(await open('127.0.0.3'))).toBe(true);
  expect(refused).toBe(1);
});

test('a connection that ended makes room for another', async () => {
  const sockets = [await open('127.0.0.1'), await open('127.0.0.1'), await open('127.0.0.1')];
  for (const socket of sockets) await isServed(socket);
  const [ending] = sockets;
  const ended = untilEnd(ending!);
  ending!.end();
  await ended;
  expect(await isServed(await open('127.0.0.1'))).toBe(true);
});

test('there are never more in all than the bound', async () => {
  const sockets: Socket[] = [];
  for (let host = 1; host <= 20; host += 1) sockets.push(await open(`127.0.0.${host}`));
  const served = await Promise.all(sockets.map(isServed));
  expect(served.filter(Boolean).length).toBeLessThanOrEqual(6);
  expect(refused).toBe(20 - served.filter(Boolean).length);
});
