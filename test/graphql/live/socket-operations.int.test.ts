import { type Client } from 'graphql-ws';
import {
  acknowledged,
  type Heard,
  listen,
  liveClient,
  type RawSocket,
} from '../../support/live-client';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { DEFAULT_LIMITS } from '../../support/test-config';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

interface Message {
  readonly id: string;
  readonly type: string;
  readonly payload: unknown;
}

/** All that one operation was answered with, over a WebSocket of its own. */
async function answers(username: string, payload: unknown, at = gateway): Promise<Message[]> {
  const raw: RawSocket = await acknowledged(at.url, username);
  raw.send({ id: 'one', type: 'subscribe', payload });
  await Promise.race([raw.heard('complete'), raw.heard('error')]);
  raw.socket.close();
  await raw.ended;
  return (raw.messages as Message[]).filter(({ id }) => id === 'one');
}

/** The body of the answer to the same operation over HTTP. */
async function overHttp(username: string, body: unknown): Promise<Record<string, unknown>> {
  const { text } = await gateway.postGraphQL(username, body);
  return JSON.parse(text) as Record<string, unknown>;
}

const ACQUIRE = `mutation ($id: ID!) {
  acquireLock(route: "ops", id: $id) { ... on LockAcquired { created lock { id heldByMe } } }
}`;

describe('a query or mutation over WebSocket', () => {
  it('is answered once, as over HTTP', async () => {
    const told = await answers('alice', { query: ACQUIRE, variables: { id: '1' } });
    expect(told).toEqual([
      {
        id: 'one',
        type: 'next',
        payload: {
          data: { acquireLock: { created: true, lock: { id: 'ops/1', heldByMe: true } } },
        },
      },
      { id: 'one', type: 'complete' },
    ]);
    const query = '{ lock(route: "ops", id: 1) { id fencingToken holder { username } } }';
    const [next] = await answers('bob', { query });
    expect(next?.payload).toEqual(await overHttp('bob', { query }));
  });

  it.each([
    ['of a user without the permission', 'eve', { query: '{ locks { totalCount } }' }],
    ['with a bad argument', 'alice', { query: '{ locks(first: 0) { totalCount } }' }],
  ])('%s has the same errors as over HTTP', async (_name, username, body) => {
    const [next, complete] = await answers(username, body);
    expect(next).toMatchObject({ type: 'next', payload: await overHttp(username, body) });
    expect(complete).toMatchObject({ type: 'complete' });
  });

  const aliases = Array.from({ length: 30 }, (_, n) => `a${n}: locks { totalCount }`).join(' ');

  it.each([
    ['that is no GraphQL', { query: '{' }],
    ['with an unknown field', { query: '{ nothing { totalCount } }' }],
    ['beyond a limit', { query: `{ ${aliases} }` }],
    ['with a variable of a wrong type', { query: ACQUIRE, variables: { id: {} } }],
    ['with an integer that JSON has changed', { query: ACQUIRE, variables: { id: 2 ** 60 } }],
    [
      'with an operation that is not there',
      { query: '{ me { user { id } } }', operationName: 'B' },
    ],
  ])('%s is refused with the same errors as over HTTP', async (_name, body) => {
    const { errors } = await overHttp('alice', body);
    expect(await answers('alice', body)).toEqual([{ id: 'one', type: 'error', payload: errors }]);
  });

  it('counts against the rate of its user', async () => {
    const slow = await startTestGateway({
      config: { limits: { ...DEFAULT_LIMITS, rate: { perUser: 3, perAddress: 1_000 } } },
    });
    const raw = await acknowledged(slow.url, 'alice');
    for (let id = 0; id < 5; id += 1) {
      const payload = { query: '{ locks { totalCount } }' };
      raw.send({ id: String(id), type: 'subscribe', payload });
    }
    await raw.heard('complete');
    const told = async (): Promise<void> => {
      await expect(raw.heard('next').then(() => JSON.stringify(raw.messages))).resolves.toContain(
        '"code":"RATE_LIMITED"',
      );
    };
    await told();
    raw.socket.close();
    await raw.ended;
    await slow.stop();
  });
});

describe('a subscription that cannot begin', () => {
  const subscribe = (argument: string): { query: string } => ({
    query: `subscription { lockEvents${argument} { type } }`,
  });

  it.each([
    ['of a user without the permission', 'eve', '', 'FORBIDDEN'],
    ['with ids and no route', 'alice', '(ids: ["1"])', 'BAD_USER_INPUT'],
    ['with a route of no record', 'alice', '(route: "")', 'BAD_USER_INPUT'],
  ])('%s is told why, and is over', async (_name, username, argument, code) => {
    const [next, complete, ...others] = await answers(username, subscribe(argument));
    expect(next).toMatchObject({ type: 'next', payload: { errors: [{ extensions: { code } }] } });
    expect(complete).toMatchObject({ type: 'complete' });
    expect(others).toEqual([]);
  });

  it.each([
    ['with an unknown field', { query: 'subscription { lockEvents { kind } }' }],
    ['of two fields', { query: 'subscription { lockEvents { type } b: lockEvents { type } }' }],
    [
      'with a variable of a wrong type',
      {
        query: 'subscription ($mine: Boolean) { lockEvents(mine: $mine) { type } }',
        variables: { mine: 1 },
      },
    ],
    ['whose field is skipped', { query: 'subscription { lockEvents @skip(if: true) { type } }' }],
    [
      'whose field is skipped in a fragment',
      {
        query:
          'subscription { ...F } fragment F on Subscription { ... @include(if: false) { lockEvents { type } } }',
      },
    ],
  ])('%s is refused', async (_name, body) => {
    const told = await answers('alice', body);
    expect(told).toMatchObject([
      {
        type: 'error',
        payload: [
          {
            extensions: {
              code: expect.stringMatching(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/) as string,
            },
          },
        ],
      },
    ]);
  });
});

describe('the filters of a subscription', () => {
  const clients: Client[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
  });

  async function listening(username: string, variables: object): Promise<Heard> {
    const client = liveClient(gateway.url, username);
    clients.push(client);
    const { heard } = listen(client, { route: 'filter', ...variables });
    await heard.untilLive();
    return heard;
  }

  const mutate = (username: string, mutation: string): Promise<unknown> =>
    gateway.postGraphQL(username, { query: `mutation { ${mutation} { __typename } }` });

  it('let through what they name, and nothing else', async () => {
    const all = await listening('sam', {});
    const ids = await listening('bob', { ids: ['a', 'b'] });
    const holder = await listening('bob', { holderId: 'user-alice' });
    const mine = await listening('alice', { mine: true });
    const nothing = await listening('alice', { mine: true, holderId: 'user-bob' });
    const noSnapshot = listen(clients[0]!, { route: 'filter', snapshot: false }).heard;
    await mutate('alice', 'acquireLock(route: "filter", id: "a")');
    await mutate('bob', 'acquireLock(route: "filter", id: "c")');
    await mutate('alice', 'acquireLock(route: "other", id: "a")');
    await mutate('sam', 'takeOverLock(route: "filter", id: "a", reason: "urgent")');
    await mutate('sam', 'removeLock(route: "filter", id: "a")');
    await mutate('alice', 'acquireLock(route: "filter", id: "last")');
    const last = 'ACQUIRED filter/last';
    const [a, c] = ['ACQUIRED filter/a', 'ACQUIRED filter/c'];
    const [taken, released] = ['TAKEN_OVER filter/a', 'RELEASED filter/a'];
    for (const heard of [all, holder, mine, noSnapshot]) {
      await heard.until('the last change', ({ told }) => told.includes(last));
    }
    await ids.until('the release', ({ told }) => told.includes(released));
    expect(all.told).toEqual(['SNAPSHOT_END', a, c, taken, released, last]);
    expect(ids.told).toEqual(['SNAPSHOT_END', a, taken, released]);
    expect(holder.told).toEqual(['SNAPSHOT_END', a, taken, last]);
    expect(mine.told).toEqual(['SNAPSHOT_END', a, taken, last]);
    expect(mine.events[2]).toMatchObject({
      reason: 'urgent',
      lock: { heldByMe: false, holder: { username: 'sam' } },
      previousHolder: { username: 'alice' },
      actor: { username: 'sam' },
    });
    expect(nothing.told).toEqual(['SNAPSHOT_END']);
    expect(noSnapshot.told).toEqual([a, c, taken, released, last]);
  });

  it('go on behind a cursor without a snapshot', async () => {
    const heard = await listening('alice', { ids: ['cursor'] });
    const { cursor } = heard.events[0]!;
    await mutate('bob', 'acquireLock(route: "filter", id: "cursor")');
    await heard.until('the change', ({ told }) => told.length === 2);
    const again = listen(clients[0]!, { route: 'filter', ids: ['cursor'], after: cursor }).heard;
    await again.until('the change', ({ told }) => told.length > 0);
    expect(again.told).toEqual(['ACQUIRED filter/cursor']);
  });

  it('show in a line what lists show: messages to the holder and their author', async () => {
    const query = 'acquireLock(route: "filter", id: "line", sessionId: "tab")';
    await mutate('alice', query);
    const seen = {
      alice: await listening('alice', { ids: ['line'] }),
      bob: await listening('bob', { ids: ['line'] }),
      sam: await listening('sam', { ids: ['line'] }),
    };
    await mutate('bob', 'requestLock(route: "filter", id: "line", message: "please")');
    for (const [username, heard] of Object.entries(seen)) {
      await heard.until('the request', ({ told }) => told.includes('WAITERS_CHANGED filter/line'));
      const event = heard.events.at(-1)!;
      const list = `{ lock(route: "filter", id: "line") { id holder { username } fencingToken heldByMe
        canTakeOver sessionId waiterCount waiters { user { username } message } } }`;
      const { data } = (await overHttp(username, { query: list })) as { data: { lock: unknown } };
      expect(event.lock).toEqual(data.lock);
      expect(event.lock?.waiters[0]?.message).toBe(username === 'sam' ? null : 'please');
    }
  });
});

it('a subscription counts against the rate of its user', async () => {
  const slow = await startTestGateway({
    config: { limits: { ...DEFAULT_LIMITS, rate: { perUser: 3, perAddress: 1_000 } } },
  });
  const raw = await acknowledged(slow.url, 'alice');
  const query = 'subscription { lockEvents { type } }';
  for (let id = 0; id < 5; id += 1) {
    raw.send({ id: String(id), type: 'subscribe', payload: { query } });
  }
  await raw.heard('complete');
  expect(JSON.stringify(raw.messages)).toContain('"code":"RATE_LIMITED"');
  raw.socket.close();
  await raw.ended;
  await slow.stop();
});
