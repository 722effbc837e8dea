import { acknowledged, LOCK_EVENTS, type RawSocket } from '../../support/live-client';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { DEFAULT_LIMITS } from '../../support/test-config';
import { waitUntil } from '../../support/wait-until';

const MAX_SUBSCRIPTIONS = 3;

let gateway: TestGateway;
let raw: RawSocket;
beforeAll(async () => {
  const live = { maxSubscriptionsPerConnection: MAX_SUBSCRIPTIONS, maxConnectionsPerUser: 5 };
  gateway = await startTestGateway({ config: { limits: { ...DEFAULT_LIMITS, live } } });
});
beforeEach(async () => {
  raw = await acknowledged(gateway.url, 'alice');
});
afterEach(async () => {
  raw.socket.close();
  await raw.ended;
});
afterAll(() => gateway.stop());

const subscribe = (id: string, query = LOCK_EVENTS): void =>
  raw.send({ id, type: 'subscribe', payload: { query, variables: { route: 'ids' } } });
const complete = (id: string): void => raw.send({ id, type: 'complete' });

async function subscribers(): Promise<number> {
  const { text } = await gateway.http({ method: 'GET', path: '/metrics' });
  const [, count] = /live_subscribers\{transport="websocket"\} (\d+)/.exec(text) ?? [];
  return Number(count);
}

/** Resolves once so many are subscribed; a query shows that all earlier messages were read. */
async function untilSubscribed(count: number): Promise<void> {
  const query = '{ me { user { id } } }';
  subscribe('last', query);
  await raw.heard('complete');
  const ask = async (): Promise<true | undefined> => (await subscribers()) === count || undefined;
  await waitUntil({ what: `${count} subscribers`, withinMs: 8_000, everyMs: 20, ask });
}

describe('an id that is used again', () => {
  it('before its operation has begun belongs to the new one alone', async () => {
    for (let time = 0; time < MAX_SUBSCRIPTIONS - 1; time += 1) {
      subscribe('a');
      complete('a');
    }
    subscribe('a');
    await raw.heard('next');
    complete('a');
    await untilSubscribed(0);
    expect(raw.messages).toMatchObject([
      { type: 'connection_ack' },
      { id: 'a', type: 'next' },
      { id: 'last', type: 'next' },
      { id: 'last', type: 'complete' },
    ]);
  });

  it('while its operation is ending begins another', async () => {
    subscribe('b');
    await raw.heard('next');
    raw.messages.length = 0;
    complete('b');
    subscribe('b');
    await raw.heard('next');
    await untilSubscribed(1);
    expect(raw.messages[0]).toMatchObject({ id: 'b', type: 'next' });
    complete('b');
    await untilSubscribed(0);
  });

  it('after an operation that was answered begins another', async () => {
    subscribe('c', '{ me { user { id } } }');
    await raw.heard('complete');
    subscribe('c');
    await untilSubscribed(1);
  });

  it('while its operation goes on ends the connection', async () => {
    subscribe('d');
    await raw.heard('next');
    subscribe('d');
    await expect(raw.ended).resolves.toMatchObject({ code: 4409 });
  });
});

it('one who completes what has not begun is held to the limit all the same', async () => {
  for (let time = 0; time < 10 * MAX_SUBSCRIPTIONS; time += 1) {
    subscribe('e');
    complete('e');
  }
  await expect(raw.ended).resolves.toMatchObject({ code: 1013 });
  await waitUntil({
    ...{ what: 'nobody subscribed', withinMs: 8_000, everyMs: 20 },
    ask: async () => (await subscribers()) === 0 || undefined,
  });
});

it.each(['"{}"', '[]', '{"id":7,"type":"subscribe","payload":{"query":"{ me { user { id } } }"}}'])(
  'the message %s ends the connection',
  async (text) => {
    raw.socket.send(text);
    await expect(raw.ended).resolves.toMatchObject({ code: 4400 });
  },
);
