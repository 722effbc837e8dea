import { type Socket } from 'node:net';
import { openConnection, untilEnd } from '../support/raw-http';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let gateway: TestGateway;
let port: number;

beforeAll(async () => {
  gateway = await startTestGateway();
  port = Number(new URL(gateway.url).port);
});
afterAll(() => gateway.stop());

const MIB = 1024 * 1024;

/** Sends all of a body without looking at an answer before, as simple clients do. */
async function sendAll(head: string, bytes: number): Promise<{ answer: string; error?: Error }> {
  const socket = await openConnection(port);
  let error: Error | undefined;
  socket.on('error', (happened) => (error = happened));
  const answer = untilEnd(socket);
  socket.write(`${head}\r\n\r\n`);
  const piece = Buffer.alloc(64 * 1024, 'x');
  for (let sent = 0; sent < bytes && !socket.destroyed; sent += piece.length) {
    if (!socket.write(piece)) await writable(socket);
  }
  return { answer: await answer, ...(error && { error }) };
}

const writable = (socket: Socket): Promise<unknown> =>
  new Promise((resolve) => socket.once('drain', resolve).once('close', resolve));

const headOf = (path: string, ...fields: string[]): string =>
  [`POST ${path} HTTP/1.1`, 'Host: x', ...fields].join('\r\n');
const LENGTH = `Content-Length: ${4 * MIB}`;
const JSON_TYPE = 'Content-Type: application/json';

it.each([
  ['413', 'a lock call that is too large', headOf('/admin/lock', JSON_TYPE, LENGTH)],
  ['413', 'a GraphQL call that is too large', headOf('/graphql', JSON_TYPE, LENGTH)],
  ['415', 'a lock call of another type', headOf('/admin/lock', 'Content-Type: text/plain', LENGTH)],
  ['415', 'a GraphQL call of another type', headOf('/graphql', 'Content-Type: text/plain', LENGTH)],
  ['405', 'a method that the path does not have', headOf('/admin/remove-lock', JSON_TYPE, LENGTH)],
  ['404', 'a path that is not there', headOf('/no-such-path', JSON_TYPE, LENGTH)],
  ['417', 'an expectation that is not known', headOf('/admin/lock', 'Expect: foo', LENGTH)],
  ['400', 'two Hosts', headOf('/admin/lock', 'Host: y', LENGTH)],
  ['431', 'a head that is too large', headOf('/admin/lock', `X: ${'x'.repeat(20_000)}`, LENGTH)],
])('%s reaches 20 of 20 callers that go on sending %s', async (status, _name, head) => {
  for (let call = 1; call <= 20; call += 1) {
    const { answer, error } = await sendAll(head, 4 * MIB);
    expect([call, error, answer.split(' ')[1]]).toEqual([call, undefined, status]);
  }
});

it('closes the connection of a client that never ends', async () => {
  const { answer } = await sendAll(
    headOf('/admin/lock', JSON_TYPE, `Content-Length: ${64 * MIB}`),
    64 * MIB,
  );
  expect(answer === '' || answer.startsWith('HTTP/1.1 413 ')).toBe(true);
});
