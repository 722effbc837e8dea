import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { askWhoAmI, inspectWhoAmI } from '../../../src/identity/http/who-am-i';

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

/** Longer than any answer takes, however busy the machine is. */
const timeoutMs = 10_000;

function ask(signal = AbortSignal.timeout(timeoutMs)): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/me`;
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

test('a backend that has closed every kept connection is asked over a new one', async () => {
  script = (socket) => void socket.write(ANSWER);
  await Promise.all(Array.from({ length: 4 }, () => ask()));
  // The client keeps the connections in the turn after it has handed out the answers.
  await new Promise(setImmediate);
  const kept = received.length;
  expect(kept).toBe(4);
  script = (socket, request) => {
    if (request > 1) socket.destroy();
    else socket.end(ANSWER);
  };

  expect(await ask()).toBe('alice');
  expect(received.slice(kept)).toHaveLength(2);
});

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
  const budget = new AbortController();
  script = (socket, _request, connection) => {
    if (connection === 1) socket.destroy();
    else budget.abort(new DOMException('the time is over', 'TimeoutError'));
  };

  expect(await ask(budget.signal)).toBe('ME_URL gave no answer within 10000 ms');
  expect(received).toHaveLength(2);
});

describe('before the first caller', () => {
  const inspect = (): Promise<string[]> => {
    const { port } = server.address() as AddressInfo;
    return inspectWhoAmI({ url: `http://127.0.0.1:${port}/me`, timeoutMs });
  };
  const answering = (status: string) => (socket: Socket) =>
    void socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);

  test.each(['200 OK', '401 Unauthorized', '403 Forbidden', '404 Not Found'])(
    'a backend that answers %s is as it should be',
    async (status) => {
      script = answering(status);
      expect(await inspect()).toEqual([]);
    },
  );

  test('a backend that answers otherwise is a warning that names the setting', async () => {
    script = answering('502 Bad Gateway');
    expect(await inspect()).toEqual([
      'ME_URL answered a request without a cookie with status 502, not 401',
    ]);
  });

  test('a backend that is away is a warning that names the setting', async () => {
    script = (socket) => void socket.destroy();
    expect(await inspect()).toEqual([
      'ME_URL could not be reached: calls get 500 until it answers',
    ]);
  });
});
