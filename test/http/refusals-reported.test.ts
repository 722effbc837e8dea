import { type MemoryDoors, startMemoryDoors } from '../support/memory-doors';
import { answerTo, openConnection, untilItSays } from '../support/raw-http';

const MAX_HEADER = { maxHeaderSize: 1_024 };
/** Times of a connection that are short enough to wait for, when its head never ends. */
const SHORT = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 };
/** The same when its body never ends: long enough for a slow machine to read the head. */
const FOR_A_HEAD = { ...SHORT, headersTimeout: 1_000, requestTimeout: 1_500 };

let doors: MemoryDoors;
beforeEach(async () => {
  doors = await startMemoryDoors(MAX_HEADER);
});
afterEach(() => doors.stop());

/** Where a time-out is what the test waits for; elsewhere a slow machine would meet it. */
async function shortenTimes(times: typeof SHORT): Promise<void> {
  await doors.stop();
  doors = await startMemoryDoors({ ...MAX_HEADER, ...times });
}

it.each([
  ['what is no HTTP', 'hello\r\n\r\n', 'badRequest', 400],
  ['a tunnel', 'CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n', 'badRequest', 400],
  [
    'a head that is too large',
    `GET / HTTP/1.1\r\nX: ${'x'.repeat(2_000)}\r\n\r\n`,
    'headTooLarge',
    431,
  ],
  [
    'an expectation that is not known',
    'GET / HTTP/1.1\r\nHost: x\r\nExpect: foo\r\nConnection: close\r\n\r\n',
    'expectationFailed',
    417,
  ],
  ['a head that never ends', 'GET / HTTP/1.1\r\nHost: x\r\n', 'requestTimeout', 408],
])('%s is reported as what it was answered with', async (_name, bytes, outcome, status) => {
  if (outcome === 'requestTimeout') await shortenTimes(SHORT);
  expect(await answerTo(doors.port, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(doors.answered).toMatchObject([{ door: 'http', operation: 'none', outcome }]);
});

it.each([
  ['ends', 'end' as const],
  ['is reset', 'resetAndDestroy' as const],
])('a connection that %s inside of a head is reported', async (_name, leave) => {
  const answered = doors.nextAnswered();
  const socket = await openConnection(doors.port);
  socket.write('GET / HTTP/1.1\r\nHost:', () => socket[leave]());
  expect(await answered).toMatchObject({ door: 'http', outcome: 'aborted' });
});

const JSON_TYPE = 'Content-Type: application/json';

describe.each([
  ['rest', '/admin/lock', (data: string, code: number) => JSON.stringify({ data, code })],
  [
    'graphql',
    '/graphql',
    (message: string) =>
      JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }),
  ],
] as const)('at the door %s', (door, path, bodyOf) => {
  it('a body that never ends is a time-out in the form of the door, once', async () => {
    await shortenTimes(FOR_A_HEAD);
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\n${JSON_TYPE}\r\nContent-Length: 9`;
    const text = await answerTo(doors.port, `${head}\r\n\r\n{`);
    expect(text).toMatch(/^HTTP\/1.1 408 /);
    expect(text).toMatch(/^Connection: close$/im);
    expect(text.endsWith(bodyOf('Request timeout', 408))).toBe(true);
    expect(doors.answered).toMatchObject([{ door, outcome: 'requestTimeout' }]);
  });

  it('a body whose framing breaks is a bad request in the form of the door, once', async () => {
    const admitted = doors.nextAdmitted();
    const socket = await openConnection(doors.port);
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\n${JSON_TYPE}\r\nTransfer-Encoding: chunked`;
    socket.write(`${head}\r\n\r\n`);
    await admitted;
    socket.write('no chunk\r\n');
    const text = await untilItSays(socket, /}$/);
    socket.destroy();
    expect(text).toMatch(/^HTTP\/1.1 400 /);
    expect(text.endsWith(bodyOf('Bad request', 400))).toBe(true);
    expect(doors.answered).toMatchObject([{ door, outcome: 'badRequest' }]);
  });

  it('a client that hangs up inside of its body is reported, once', async () => {
    const [admitted, answered] = [doors.nextAdmitted(), doors.nextAnswered()];
    const socket = await openConnection(doors.port);
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\n${JSON_TYPE}\r\nContent-Length: 9`;
    socket.write(`${head}\r\n\r\n{`);
    await admitted;
    socket.resetAndDestroy();
    expect(await answered).toMatchObject({ door, outcome: 'aborted' });
    expect(doors.answered).toHaveLength(1);
  });
});
