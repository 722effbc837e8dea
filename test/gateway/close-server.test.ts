import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { closerOf, DRAIN_MS } from '../../src/gateway/close-server';
import { openConnection, untilEnd } from '../support/raw-http';

const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

let server: Server;
let close: () => Promise<void>;
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  answer = (response) => void response.end('served');
  server = createServer((_request, response) => answer(response));
  close = closerOf(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function accepted(): Promise<Socket> {
  const accepting = once(server, 'connection');
  const socket = await openConnection((server.address() as AddressInfo).port);
  await accepting;
  return socket;
}

test('a connection that was opened in advance holds nothing up', async () => {
  const ended = untilEnd(await accepted());
  const startedAt = performance.now();
  await close();
  expect(performance.now() - startedAt).toBeLessThan(DRAIN_MS - 2_000);
  expect(await ended).toBe('');
});

test('a first request that is on its way is answered', async () => {
  const socket = await accepted();
  const ended = untilEnd(socket);
  const closed = close();
  await delay(100);
  socket.write(REQUEST);
  expect(await ended).toContain('served');
  await closed;
});

test('a first request that arrived while the process stood still is answered', async () => {
  const socket = await accepted();
  const ended = untilEnd(socket);
  const closed = close();
  socket.write(REQUEST);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200);
  expect(await ended).toContain('served');
  await closed;
});

test('a request in progress is answered, also after unused connections are closed', async () => {
  const inProgress = await accepted();
  const ended = untilEnd(inProgress);
  const begun = new Promise<ServerResponse>((resolve) => (answer = resolve));
  inProgress.write(REQUEST);
  const response = await begun;
  const unused = untilEnd(await accepted());
  const closed = close();
  await unused;
  response.end('served late');
  expect(await ended).toContain('served late');
  await closed;
});
