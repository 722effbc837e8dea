import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { observeByAll } from '../../src/observability/observe-by-all';
import { answerRefusals, createRefusals } from '../../src/http/refusals';
import { CONNECTION_LIMITS } from '../../src/http/admission/request-limits';
import { answerTo } from '../support/raw-http';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

/** One answer, whole and in the form of the contract. */
function expectRefusal(answer: string, status: number, data: string): void {
  const [head = '', body] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(body).toBe(JSON.stringify({ data, code: status }));
  for (const header of [
    'Content-Type: application/json; charset=utf-8',
    'Cache-Control: no-store',
    'Connection: close',
    `Content-Length: ${body!.length}`,
  ]) {
    expect(head.split('\r\n').filter((line) => line === header)).toEqual([header]);
  }
  expect(head).toMatch(/^X-Request-Id: [\w-]{36}$/m);
}

const refusals = createRefusals({ headers: {}, observer: observeByAll([]) });
const HEAD_TOO_LARGE = 'Request header fields too large';
const gatewayPort = (): number => Number(new URL(gateway.url).port);

it.each([
  [
    'a head over 16 KiB',
    `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`,
    431,
    HEAD_TOO_LARGE,
  ],
  [
    'a request line over 16 KiB',
    `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    431,
    HEAD_TOO_LARGE,
  ],
  ['no HTTP', 'hello\r\n\r\n', 400, 'Bad request'],
  ['a request without Host', 'GET /healthz HTTP/1.1\r\n\r\n', 400, 'Bad request'],
  ['two Hosts', 'GET /healthz HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n', 400, 'Bad request'],
  [
    'two Hosts of HTTP/1.0',
    'GET /healthz HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n',
    400,
    'Bad request',
  ],
  [
    'a head of more than 100 fields',
    `GET /healthz HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(100)}\r\n`,
    431,
    HEAD_TOO_LARGE,
  ],
  ['a tunnel', 'CONNECT db:27017 HTTP/1.1\r\nHost: db:27017\r\n\r\n', 400, 'Bad request'],
  [
    'an expectation that is not known',
    'POST /admin/lock HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: foo\r\n\r\n{}',
    417,
    'Expectation failed',
  ],
  [
    'two lengths of one body',
    'POST /admin/lock HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
    400,
    'Bad request',
  ],
])('%s is refused and the connection closed', async (_, bytes, status, data) => {
  expectRefusal(await answerTo(gatewayPort(), bytes), status, data);
});

it('refuses what comes broken after an answer on the same connection', async () => {
  const socket = connect(gatewayPort(), '127.0.0.1');
  socket.write('PUT /admin/lock HTTP/1.1\r\nHost: x\r\n\r\n');
  const [first] = (await once(socket, 'data')) as [Buffer];
  expect(first.toString()).toMatch(/^HTTP\/1.1 405 /);
  socket.write('hello\r\n\r\n');
  const [second] = (await once(socket, 'data')) as [Buffer];
  expectRefusal(second.toString(), 400, 'Bad request');
});

it('never answers an earlier request with the refusal of a later one', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  answerRefusals(server, refusals);
  await once(server, 'listening');
  const asked = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
  const text = await answerTo((server.address() as AddressInfo).port, `${asked}hello\r\n\r\n`);
  server.close();
  expect(text).toBe('');
});

it('a head of 100 fields is read', async () => {
  const head = `GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${'A: b\r\n'.repeat(98)}`;
  expect(await answerTo(gatewayPort(), `${head}\r\n`)).toMatch(/^HTTP\/1.1 200 /);
});

it('still takes HTTP/1.0 without Host, and bodies that wait to be asked for', async () => {
  expect(await answerTo(gatewayPort(), 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
  const expecting =
    'PUT /admin/lock HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n{}';
  expect(await answerTo(gatewayPort(), expecting)).toMatch(/^HTTP\/1.1 100 /);
});

it.each([
  ['a head', 'GET /healthz HTTP/1.1\r\nHost: x\r\n'],
  [
    'a body',
    'POST /admin/lock HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  ],
])('who never ends %s is cut', async (_, bytes) => {
  // The same limits, a hundred times shorter.
  const shorter = Object.fromEntries(
    Object.entries(CONNECTION_LIMITS).map(([name, value]) =>
      name === 'maxHeaderSize' ? [name, value] : [name, value / 100],
    ),
  );
  const server = createServer(shorter, (request) => request.resume()).listen(0, '127.0.0.1');
  answerRefusals(server, refusals);
  await once(server, 'listening');
  const text = await answerTo((server.address() as AddressInfo).port, bytes);
  server.close();
  expectRefusal(text, 408, 'Request timeout');
});
