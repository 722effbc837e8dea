import { type Socket } from 'node:net';
import { openConnection, untilItSays } from '../support/raw-http';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let gateway: TestGateway;
const sockets: Socket[] = [];

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

const BODY_BYTES = 250_000;
const HEAD =
  'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
  `Content-Length: ${BODY_BYTES}\r\n\r\n`;

async function open(localAddress: string): Promise<Socket> {
  const socket = await openConnection(Number(new URL(gateway.url).port), localAddress);
  sockets.push(socket);
  return socket;
}

/** Sends all of a body but its last byte. */
async function sendUnfinished(localAddress: string): Promise<Socket> {
  const socket = await open(localAddress);
  await new Promise((resolve) => socket.write(HEAD + ' '.repeat(BODY_BYTES - 1), resolve));
  return socket;
}

it('unfinished bodies of one address are bounded, and others are served beside them', async () => {
  const answers: string[] = [];
  const refusal = new Promise<string>((resolve) => {
    const watch = async (): Promise<void> => {
      const socket = await sendUnfinished('127.0.0.1');
      socket.on('data', (chunk: Buffer) => resolve(chunk.toString()));
    };
    void (async () => {
      for (let count = 0; count < 100; count += 1) await watch();
    })();
  });
  answers.push(await refusal);
  expect(answers[0]).toMatch(/^HTTP\/1.1 503 /);
  expect(answers[0]).toMatch(/^Retry-After: 1$/m);
  expect(answers[0]).toContain('"code":"SERVICE_UNAVAILABLE"');

  const other = await sendUnfinished('127.0.0.2');
  const answer = untilItSays(other, /}$/);
  other.write(' ');
  expect(await answer).toMatch(/^HTTP\/1.1 400 .*not valid JSON/s);
});

it('what ended or hung up takes no room any more', async () => {
  for (let round = 0; round < 3; round += 1) {
    const unfinished: Socket[] = [];
    for (let count = 0; count < 30; count += 1) unfinished.push(await sendUnfinished('127.0.0.3'));
    const answers = unfinished.map((socket) => untilItSays(socket, /}$/));
    for (const socket of unfinished) socket.write(' ');
    for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1.1 400 /);
  }
});
