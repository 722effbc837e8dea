import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { askWhoAmI } from '../../../src/identity/http/who-am-i';

const BODY = JSON.stringify({ id: 'u1', username: 'alice' });
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

/** What the server does with each request of each of its connections, in order. */
type Script = (socket: Socket, request: number, connection: number) => void;

let server: Server;
let received: string[];
let script: Script;
const open = new Set<Socket>();

beforeEach(async () => {
  received = [];
  let connections = 0;
  server = createServer((socket) => {
    const connection = (connections += 1);
    let requests = 0;
    open.add(socket);
    socket.on('error', () => {});
    socket.on('data', () => {
      requests += 1;
      received.push(`request ${requests} of connection ${connection}`);
      script(socket, requests, connection);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  open.forEach((socket) => socket.destroy());
  await once(server, 'close');
});

function ask(timeoutMs = 2_000): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/me`;
  const signal = AbortSignal.timeout(timeoutMs);
  return askWhoAmI('t', { url, timeoutMs, cookieName: 'refreshToken', signal }).then(
    (caller) => caller?.username,
    (error: Error) => error.message,
  );
}

test.each<[string, (socket: Socket) => void]>([
  ['closes', (socket) => void socket.end()],
  ['resets', (socket) => void socket.resetAndDestroy()],
])(
  'a backend that %s a kept connection as it is used again is asked once more',
  async (_how, cut) => {
    script = (socket, request, connection) => {
      if (connection === 1 && request === 2) cut(socket);
      else if (connection === 2) socket.end(ANSWER);
      else socket.write(ANSWER);
    };

    expect(await ask()).toBe('alice');
    // The client keeps the connection in the turn after it has handed out the answer.
    await new Promise(setImmediate);
    expect(await ask()).toBe('alice');
    expect(received).toEqual([
      'request 1 of connection 1',
      'request 2 of connection 1',
      'request 1 of connection 2',
    ]);
  },
);

test('it is asked no more than twice', async () => {
  script = (socket) => void socket.destroy();

  expect(await ask()).toBe('ME_URL could not be asked');
  expect(received).toHaveLength(2);
});

test('an answer that has begun is not asked for again', async () => {
  script = (socket) => void socket.end(ANSWER.slice(0, -5));

  expect(await ask()).toBe('ME_URL could not be asked');
  expect(received).toHaveLength(1);
});

test('both tries share one time budget', async () => {
  script = (socket, _request, connection) => {
    if (connection === 1) setTimeout(() => socket.destroy(), 150);
    else setTimeout(() => socket.destroy(), 3_000).unref();
  };
  const startedAt = performance.now();

  expect(await ask(300)).toBe('ME_URL gave no answer within 300 ms');
  expect(performance.now() - startedAt).toBeLessThan(1_500);
});
