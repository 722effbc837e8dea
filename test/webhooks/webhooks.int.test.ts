import { randomInt } from 'node:crypto';
import { type ServerResponse } from 'node:http';
import { SENDER_TIMING, type SenderTiming } from '../../src/webhooks/sender-parts';
import { RETRY_TERMS } from '../../src/webhooks/retries';
import { captureLog, type CapturedLog } from '../support/captured-log';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import {
  type PostedEvent,
  postingTo,
  type ReceivedPost,
  startWebhookReceiver,
  WEBHOOK_SECRET,
  type WebhookReceiver,
  withoutDoubles,
} from '../support/webhook-receiver';
import { waitUntil } from '../support/wait-until';

/** Short pauses, so that a test waits for no longer than a second. */
const QUICK = {
  standByMs: 100,
  retries: { ...RETRY_TERMS, firstPauseMs: 10, longestPauseMs: 50 },
} satisfies Partial<SenderTiming>;

const ENTRIES = `query($id: ID!) { lockHistory(route: "volume", id: $id) { nodes {
  id type at route resourceId fencingToken note reason
  holder { id username } previousHolder { id username } actor { id username } } } }`;

let receiver: WebhookReceiver;
let gateway: TestGateway;
let log: CapturedLog;

beforeEach(async () => {
  receiver = await startWebhookReceiver();
  gateway = await start();
});

afterEach(async () => {
  await receiver.stop();
  await gateway.stop();
});

/** A post has the time of production: with less, a busy machine gives one up and posts it again. */
const start = ({
  mongodbUri,
  maxFailures = 40,
  postMs = SENDER_TIMING.postMs,
}: { mongodbUri?: string; maxFailures?: number; postMs?: number } = {}): Promise<TestGateway> => {
  log = captureLog();
  return startTestGateway({
    logger: log.logger,
    webhookTiming: { ...QUICK, postMs, retries: { ...QUICK.retries, maxFailures } },
    config: postingTo(receiver),
    ...(mongodbUri !== undefined && { mongodbUri }),
  });
};

async function graphql(user: string, query: string, variables: object = {}): Promise<unknown> {
  const { text } = await gateway.postGraphQL(user, { query, variables });
  const answer = JSON.parse(text) as { data: unknown; errors?: unknown };
  expect(answer.errors).toBeUndefined();
  return answer.data;
}

const acquire = (id: string, user = 'alice'): Promise<unknown> =>
  gateway.rest(user, { operation: 'acquire', body: { route: 'volume', id } });
const remove = (id: string, user = 'alice'): Promise<unknown> =>
  gateway.rest(user, { operation: 'remove', body: { route: 'volume', id } });

test('each grant and each end is posted once, signed, and as the history shows it', async () => {
  await acquire('1');
  await graphql(
    'sam',
    'mutation { takeOverLock(route: "volume", id: 1, reason: "urgent") { __typename } }',
  );
  await graphql('sam', 'mutation { removeLock(route: "volume", id: 1) { __typename } }');
  const posts = await receiver.untilTaken(3);
  const { lockHistory } = (await graphql('sam', ENTRIES, { id: '1' })) as {
    lockHistory: { nodes: PostedEvent[] };
  };
  expect(posts.map(({ event }) => event)).toEqual(lockHistory.nodes.toReversed());
  expect(posts.map(({ event }) => event.type)).toEqual(['ACQUIRED', 'TAKEN_OVER', 'RELEASED']);
});

/** The posts by lock, in the order of their arrival, without doubles. */
function byLock(posts: readonly ReceivedPost[]): Map<string, ReceivedPost[]> {
  const found = new Map<string, ReceivedPost[]>();
  for (const post of withoutDoubles(posts)) {
    const { resourceId } = post.event;
    found.set(resourceId, [...(found.get(resourceId) ?? []), post]);
  }
  return found;
}

/** An acquire and a removal of each lock, so many times; all locks at the same time. */
async function changeMany(locks: number, times: number): Promise<void> {
  await Promise.all(
    Array.from({ length: locks }, async (_, lock) => {
      for (let time = 0; time < times; time += 1) {
        await acquire(`${lock}`);
        await remove(`${lock}`);
      }
    }),
  );
}

function expectInOrder(posts: readonly ReceivedPost[], times: number): void {
  for (const ofLock of byLock(posts).values()) {
    const tokens = ofLock.map(({ event }) => event.fencingToken);
    expect(tokens).toEqual(tokens.toSorted((one, other) => one - other));
    const types = ofLock.map(({ event }) => event.type);
    expect(types).toEqual(Array.from({ length: times }, () => ['ACQUIRED', 'RELEASED']).flat());
  }
}

test('a receiver that fails at random gets everything, the events of each lock in order', async () => {
  receiver.answer = () => [204, 204, 204, 204, 204, 204, 500, 429, 404][randomInt(9)];
  await changeMany(10, 6);
  await receiver.untilTaken(120);
  expect(receiver.posts.length).toBeGreaterThan(130);
  expect(byLock(receiver.taken).size).toBe(10);
  expectInOrder(receiver.taken, 6);
});

test('nothing is lost while the receiver is down, however often it fails', async () => {
  receiver.answer = () => 503;
  await changeMany(5, 4);
  await waitUntil({
    ...{ what: 'many failures', withinMs: 10_000 },
    ask: () => Promise.resolve(receiver.posts.length >= 60 ? true : undefined),
  });
  receiver.answer = () => 204;
  await receiver.untilTaken(40);
  expectInOrder(receiver.taken, 4);
});

test('an event that is refused while others are taken is given up, and the next of its lock is posted', async () => {
  await gateway.stop();
  gateway = await start({ maxFailures: 3 });
  await acquire('refused');
  await receiver.untilTaken(1);
  receiver.answer = ({ event }) =>
    event.resourceId === 'refused' && event.type === 'RELEASED' ? 400 : 204;
  await remove('refused');
  await acquire('refused', 'bob');
  for (let times = 0; !isTaken('refused', 'bob'); times += 1) {
    await acquire(`other-${times}`);
    await waitUntil({
      ...{ what: 'another', withinMs: 5_000, everyMs: 10 },
      ask: () => Promise.resolve(isTaken(`other-${times}`, 'alice') ? true : undefined),
    });
  }
  const refused = receiver.posts.filter(({ event }) => event.type === 'RELEASED');
  expect(refused.length).toBeGreaterThanOrEqual(3);
  expect(receiver.taken.some(({ event }) => event.type === 'RELEASED')).toBe(false);
  expect(await metric('lock_gateway_webhooks_dead_letters_total')).toBe(1);
  expect(await metric('lock_gateway_webhooks_sending')).toBe(1);
  const givenUp = log.entries().filter(({ msg }) => msg === 'a webhook was given up');
  expect(givenUp).toMatchObject([{ id: refused[0]!.event.id, why: 'clientError', status: 400 }]);
  expect(log.text()).not.toContain(WEBHOOK_SECRET.slice(6));
  expect(log.text()).not.toContain(new URL(receiver.url).host);
});

function isTaken(resourceId: string, username: string): boolean {
  return receiver.taken.some(
    ({ event }) => event.resourceId === resourceId && event.holder.username === username,
  );
}

async function metric(name: string): Promise<number> {
  const { text } = await gateway.http({ method: 'GET', path: '/metrics' });
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

test('an answer of 410 is taken as a refusal for good', async () => {
  receiver.answer = ({ event }) => (event.type === 'ACQUIRED' ? 410 : 204);
  await changeMany(1, 1);
  await receiver.untilTaken(1);
  expect(receiver.posts.map(({ event }) => event.type)).toEqual(['ACQUIRED', 'RELEASED']);
  expect(await metric('lock_gateway_webhooks_dead_letters_total')).toBe(1);
});

test('a receiver that asks to be left alone is', async () => {
  receiver.answer = (_post, response) => {
    if (receiver.posts.length > 1) return 204;
    response.setHeader('Retry-After', '1');
    return 429;
  };
  await acquire('1');
  await receiver.untilTaken(1);
  const [first, second] = receiver.posts;
  expect(second!.atMs - first!.atMs).toBeGreaterThanOrEqual(990);
  expect(second!.webhookId).toBe(first!.webhookId);
});

describe('a receiver that misbehaves for one lock holds up no other', () => {
  beforeEach(async () => {
    await gateway.stop();
    gateway = await start({ postMs: 500 });
  });

  const cases: Record<string, (response: ServerResponse) => number | undefined> = {
    'by never answering': () => undefined,
    'by an answer without an end': (response) => {
      response.writeHead(500);
      const more = (): void => void response.write('x'.repeat(65_536), (error) => error ?? more());
      more();
      return undefined;
    },
    'by an answer that comes byte by byte': (response) => {
      response.writeHead(500);
      const dripping = setInterval(() => response.write('x'), 20);
      response.once('close', () => clearInterval(dripping));
      return undefined;
    },
    'by redirecting to itself': (response) => {
      response.setHeader('Location', receiver.url);
      return 307;
    },
    'by closing the connection': (response) => {
      response.destroy();
      return undefined;
    },
  };

  test.each(Object.entries(cases))('%s', async (_name, misbehave) => {
    receiver.answer = ({ event }, response) =>
      event.resourceId === 'bad' ? misbehave(response) : 204;
    await acquire('bad');
    await waitUntil({
      ...{ what: 'the bad one', withinMs: 5_000 },
      ask: () => Promise.resolve(receiver.posts.length > 0 ? true : undefined),
    });
    await changeMany(12, 1);
    const taken = await receiver.untilTaken(24);
    expect(taken.every(({ event }) => event.resourceId !== 'bad')).toBe(true);
    // Retried, not followed.
    receiver.answer = () => 204;
    expect((await receiver.untilTaken(25)).at(-1)!.event.resourceId).toBe('bad');
  });
});

test('an endless answer to an event that was taken counts as taken', async () => {
  receiver.answer = (_post, response) => {
    response.writeHead(200);
    const more = (): void => void response.write('x'.repeat(65_536), (error) => error ?? more());
    more();
    return undefined;
  };
  await changeMany(1, 2);
  await waitUntil({
    ...{ what: 'four posts', withinMs: 5_000 },
    ask: () => Promise.resolve(receiver.posts.length >= 4 ? true : undefined),
  });
  expect(byLock(receiver.posts).get('0')).toHaveLength(receiver.posts.length);
});

test('of two gateways one posts, and the other goes on when it stops', async () => {
  const other = await start({ mongodbUri: gateway.mongodbUri });
  try {
    await changeMany(5, 2);
    await receiver.untilTaken(20);
    expect(receiver.posts).toHaveLength(20);
    await gateway.stop({ keepsData: true });
    gateway = other;
    await changeMany(5, 2);
    await receiver.untilTaken(40);
    expect(withoutDoubles(receiver.posts)).toHaveLength(40);
    expectInOrder(receiver.taken, 4);
  } finally {
    gateway = other;
  }
});

test('the lease of the gateways is in no list, count, history or stream', async () => {
  await acquire('1');
  await receiver.untilTaken(1);
  const { locks } = (await graphql('sam', '{ locks { totalCount nodes { id } } }')) as {
    locks: { totalCount: number; nodes: unknown[] };
  };
  expect(locks).toEqual({ totalCount: 1, nodes: [{ id: 'volume/1' }] });
  expect(await metric('lock_gateway_locks_held')).toBe(1);
  const lease = await gateway.locks.findOne({ _id: '/webhooks' });
  expect(lease).toMatchObject({ status: 'removed', route: '', resourceId: 'webhooks' });
  expect(lease!.endedAt!.getTime()).toBeGreaterThan(Date.now());
  const entries = await gateway.database
    .collection<{ _id: { lock?: string } }>('lock_history')
    .distinct('_id.lock');
  expect(entries).toEqual(['volume/1']);
});
