import { type Client } from 'graphql-ws';
import { type Heard, listen, listenOverSse, liveClient } from '../support/live-client';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { type Change, LIVE_CASES } from './live-cases';

/** One way to subscribe, each at a gateway of its own. */
interface LiveDoor {
  readonly name: string;
  listen(username: string, variables: Readonly<Record<string, unknown>>): Heard;
}

let one: TestGateway;
let other: TestGateway;
const clients = new Map<string, Client>();
const leaving: (() => void)[] = [];

const DOORS: readonly LiveDoor[] = [
  {
    name: 'WebSocket',
    listen(username, variables) {
      const client = clients.get(username) ?? liveClient(one.url, username);
      clients.set(username, client);
      const { heard, leave } = listen(client, variables);
      leaving.push(leave);
      return heard;
    },
  },
  {
    name: 'Server-Sent Events',
    listen(username, variables) {
      const { heard, leave } = listenOverSse(other.url, username, variables);
      leaving.push(leave);
      return heard;
    },
  },
];

beforeAll(async () => {
  one = await startTestGateway();
  other = await startTestGateway({ mongodbUri: one.mongodbUri });
});
afterEach(() => leaving.splice(0).forEach((leave) => leave()));
afterAll(async () => {
  for (const client of clients.values()) await client.dispose();
  await other.stop({ keepsData: true });
  await one.stop();
});

/** Makes a change in a route, through one of the gateways. */
async function change({ as, does }: Change, route: string, gateway = one): Promise<void> {
  const call = does.replace(/\{(\w+)\}/, `route: "${route}", id: "$1"`);
  const selection = does.startsWith('withdraw') ? '' : '{ __typename }';
  const { text } = await gateway.postGraphQL(as, { query: `mutation { ${call} ${selection} }` });
  expect(JSON.parse(text)).not.toHaveProperty('errors');
}

const told = ({ events }: Heard): string[] =>
  events.map(({ type, lock }) =>
    lock ? `${type} ${lock.id.split('/')[1]!} ${lock.holder.username}` : type,
  );

/** Everybody who listens has heard all that was changed before. */
async function untilAllIsHeard(route: string, all: readonly Heard[]): Promise<void> {
  await change({ as: 'sam', does: 'acquireLock({end})' }, `${route}-end`);
  for (const heard of all) {
    await heard.until('the end', (so) => so.told.includes(`ACQUIRED ${route}-end/end`));
  }
}

describe.each(LIVE_CASES)('$name [$id]', ({ id, as, filter, given, when, then }) => {
  it('over WebSocket and Server-Sent Events, at two gateways', async () => {
    const route = `live-${id}`;
    for (const step of given) await change(step, route);
    const ends = DOORS.map((door) => door.listen('sam', { route: `${route}-end` }));
    const hearing = DOORS.map((door) => door.listen(as, { route, ...filter }));
    await Promise.all(ends.map((heard) => heard.untilLive()));
    // Without a snapshot nothing says when the subscription stands, so a second one does.
    const standing = DOORS.map((door) => door.listen(as, { route }));
    await Promise.all(standing.map((heard) => heard.untilLive()));
    for (const [index, step] of when.entries()) {
      await change(step, route, index % 2 === 0 ? one : other);
    }
    await untilAllIsHeard(route, ends);
    for (const [index, heard] of hearing.entries()) {
      await heard.until(DOORS[index]!.name, ({ events }) => events.length >= then.length);
      expect(told(heard)).toEqual(then);
    }
  });
});

it('an expiry is told once, and soon, by each of two gateways', async () => {
  const route = 'live-expiry';
  await change({ as: 'alice', does: 'acquireLock({1})' }, route);
  const ends = DOORS.map((door) => door.listen('sam', { route: `${route}-end` }));
  const hearing = DOORS.map((door) => door.listen('bob', { route }));
  await Promise.all([...ends, ...hearing].map((heard) => heard.untilLive()));
  const expiresAt = new Date(Date.now() + 300);
  await one.locks.updateOne({ _id: `${route}/1` }, { $set: { expiresAt } });
  for (const heard of hearing) {
    await heard.until('the expiry', ({ events }) => events.some(({ type }) => type === 'EXPIRED'));
    expect(Date.now() - expiresAt.getTime()).toBeLessThan(5_000);
  }
  await untilAllIsHeard(route, ends);
  for (const heard of hearing) {
    expect(told(heard).filter((text) => text.startsWith('EXPIRED'))).toEqual(['EXPIRED 1 alice']);
  }
});

it('an event says who did it, and shows the record as it is then', async () => {
  const route = 'live-shown';
  await change({ as: 'alice', does: 'acquireLock({1})' }, route);
  const hearing = DOORS.map((door) => door.listen('bob', { route }));
  await Promise.all(hearing.map((heard) => heard.untilLive()));
  await change({ as: 'alice', does: 'removeLock({1})' }, route);
  await change({ as: 'bob', does: 'acquireLock({2})' }, route, other);
  for (const heard of hearing) {
    await heard.until('two changes', ({ events }) => events.length === 4);
    expect(heard.events.slice(2)).toMatchObject([
      {
        type: 'RELEASED',
        record: { id: `record:${route}/1`, lock: null },
        lock: { id: `${route}/1`, heldByMe: false },
        previousHolder: { username: 'alice' },
        actor: { username: 'alice' },
      },
      {
        type: 'ACQUIRED',
        record: { id: `record:${route}/2`, lock: { id: `${route}/2` } },
        lock: { holder: { username: 'bob' }, heldByMe: true, canTakeOver: false },
        previousHolder: null,
      },
    ]);
  }
});

it('many records changed in one call are an event each', async () => {
  const route = 'live-many';
  const hearing = DOORS.map((door) => door.listen('bob', { route }));
  await Promise.all(hearing.map((heard) => heard.untilLive()));
  const items = ['1', '2', '3'].map((id) => `{ route: "${route}", id: "${id}" }`).join(' ');
  for (const query of [
    `mutation { acquireLocks(items: [${items}]) { complete } }`,
    'mutation { removeMyLocks }',
  ]) {
    expect((await one.postGraphQL('alice', { query })).text).not.toContain('errors');
  }
  for (const heard of hearing) {
    await heard.until('six changes', ({ events }) => events.length >= 7);
    expect(told(heard).slice(1).sort()).toEqual(
      ['ACQUIRED', 'RELEASED'].flatMap((type) =>
        ['1', '2', '3'].map((id) => `${type} ${id} alice`),
      ),
    );
  }
});
