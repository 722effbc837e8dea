import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILT_GATEWAY, ensureBuilt } from '../support/built-gateway';
import { type GatewayProcess, runGateway } from '../support/gateway-process';
import { callHttp } from '../support/http-call';
import { REST_CALLS } from '../support/start-test-gateway';
import { createTestDatabaseUri, dropDatabase } from '../support/test-database';
import { cookieOf, seedUsersAt, TEST_USERS } from '../support/test-users';
import {
  startWebhookReceiver,
  WEBHOOK_SECRET,
  type WebhookReceiver,
  withoutDoubles,
} from '../support/webhook-receiver';
import { waitUntil } from '../support/wait-until';

jest.setTimeout(90_000);

const LOCKS = 8;
const TIMES = 25;

let uri: string;
let cwd: string;
let receiver: WebhookReceiver;
const running: GatewayProcess[] = [];

beforeAll(() => ensureBuilt(), 90_000);

beforeEach(async () => {
  uri = createTestDatabaseUri();
  await seedUsersAt(uri, TEST_USERS);
  cwd = await mkdtemp(join(tmpdir(), 'lock-gateway-webhooks-'));
  receiver = await startWebhookReceiver();
});

afterEach(async () => {
  await receiver.stop();
  for (const gateway of running.splice(0)) {
    gateway.kill('SIGKILL');
    await gateway.exitCode();
  }
  await dropDatabase(uri);
  await rm(cwd, { recursive: true, force: true });
});

/** A gateway process that posts to the receiver, and its URL once it is ready. */
async function start(): Promise<{ gateway: GatewayProcess; url: string }> {
  const gateway = runGateway({
    ...{ directory: BUILT_GATEWAY, cwd },
    env: {
      ...{ PORT: '0', NODE_ENV: 'production', MONGODB_URI: uri, RATE_LIMIT: 'off' },
      ...{ WEBHOOK_URL: receiver.url, WEBHOOK_SECRET },
    },
  });
  running.push(gateway);
  return { gateway, url: await gateway.ready() };
}

/** Acquires and removes each lock so often, through one gateway. */
async function changeMany(url: string, prefix: string): Promise<void> {
  const call = (operation: keyof typeof REST_CALLS, id: string): Promise<unknown> =>
    callHttp(url, {
      ...REST_CALLS[operation],
      headers: { Cookie: cookieOf('alice'), 'Content-Type': 'application/json' },
      body: JSON.stringify({ route: 'volume', id }),
    });
  await Promise.all(
    Array.from({ length: LOCKS }, async (_, lock) => {
      for (let time = 0; time < TIMES; time += 1) {
        await call('acquire', `${prefix}-${lock}`);
        await call('remove', `${prefix}-${lock}`);
      }
    }),
  );
}

/** Each event of each lock arrived, and the first of each event in the order of the lock. */
function expectAllInOrder(prefixes: readonly string[]): void {
  const types = Array.from({ length: TIMES }, () => ['ACQUIRED', 'RELEASED']).flat();
  const first = withoutDoubles(receiver.taken);
  for (const prefix of prefixes) {
    for (let lock = 0; lock < LOCKS; lock += 1) {
      const events = first.map(({ event }) => event).filter(isOf(`${prefix}-${lock}`));
      expect(events.map(({ type }) => type)).toEqual(types);
      const tokens = events.map(({ fencingToken }) => fencingToken);
      expect(tokens).toEqual(tokens.toSorted((one, other) => one - other));
    }
  }
}

const isOf =
  (id: string) =>
  ({ resourceId }: { readonly resourceId: string }): boolean =>
    resourceId === id;

/** Both gateways run, and the first one posts. */
async function startTwo(): Promise<Awaited<ReturnType<typeof start>>[]> {
  const sender = await start();
  await sender.gateway.wrote(/this gateway posts the webhooks/);
  return [sender, await start()];
}

const EVENTS = 2 * LOCKS * TIMES;

test('when the gateway that posts is killed, another goes on and nothing is lost', async () => {
  const [sender, other] = await startTwo();
  // Slow enough that the end comes in the middle.
  receiver.answer = (post, response) => {
    setTimeout(() => response.writeHead(204).end(), 20);
    (receiver.taken as (typeof post)[]).push(post);
    return undefined;
  };
  const changing = changeMany(other!.url, 'a');
  await receiver.untilTaken(EVENTS / 4);
  sender!.gateway.kill('SIGKILL');
  await changing;
  await changeMany(other!.url, 'b');
  await receiver.untilTaken(2 * EVENTS, 60_000);
  expectAllInOrder(['a', 'b']);
  expect(withoutDoubles(receiver.taken)).toHaveLength(2 * EVENTS);
});

test('a gateway that was frozen while another went on posts nothing more once it is thawed', async () => {
  const [sender, other] = await startTwo();
  await changeMany(other!.url, 'a');
  await receiver.untilTaken(EVENTS);
  sender!.gateway.kill('SIGSTOP');
  await other!.gateway.wrote(/this gateway posts the webhooks/);
  await changeMany(other!.url, 'b');
  await receiver.untilTaken(2 * EVENTS);
  sender!.gateway.kill('SIGCONT');
  await changeMany(other!.url, 'c');
  await receiver.untilTaken(3 * EVENTS);
  expectAllInOrder(['a', 'b', 'c']);
  // The thawed gateway never had any of these, and the other posts them once. The last ones of `a`
  // are lawfully posted by both.
  for (const part of ['b-', 'c-']) {
    const posts = receiver.posts.filter(({ event }) => event.resourceId.startsWith(part));
    expect(posts).toHaveLength(EVENTS);
  }
});

test('a gateway ends in time while the receiver never answers, and the next one goes on', async () => {
  const first = await start();
  await first.gateway.wrote(/this gateway posts the webhooks/);
  receiver.answer = () => undefined;
  await changeMany(first.url, 'a');
  await waitUntil({
    ...{ what: 'a post', withinMs: 10_000 },
    ask: () => Promise.resolve(receiver.posts.length > 0 ? true : undefined),
  });
  const stoppedAt = performance.now();
  first.gateway.kill('SIGTERM');
  expect(await first.gateway.exitCode()).toBe(0);
  // It waits for its posts for 1.5 s; a post may take 10 s.
  expect(performance.now() - stoppedAt).toBeLessThan(8_000);
  receiver.answer = () => 204;
  const next = await start();
  await next.gateway.wrote(/this gateway posts the webhooks/);
  await receiver.untilTaken(EVENTS);
  expectAllInOrder(['a']);
});
