import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { CONNECTION_LIMITS } from '../../src/server/request-limits';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

/** All that a server answers to these bytes until it ends the connection. */
async function answerTo(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(bytes);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => {});
  await once(socket, 'close');
  return text;
}
const gatewayPort = (): number => Number(new URL(gateway.url).port);

it.each([
  [
    'a head over 16 KiB',
    `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`,
    '431',
  ],
  ['a request line over 16 KiB', `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, '431'],
  ['no HTTP', 'hello\r\n\r\n', '400'],
  [
    'two lengths of one body',
    'POST /admin/lock HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}',
    '400',
  ],
])('%s is refused and the connection closed', async (_, bytes, status) => {
  expect(await answerTo(gatewayPort(), bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
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
  await once(server, 'listening');
  const text = await answerTo((server.address() as AddressInfo).port, bytes);
  server.close();
  expect(text).toMatch(/^HTTP\/1.1 408 /);
});
