import { LIVE_TIMING } from '../../../src/graphql/live/live-options';
import { acknowledged, type RawSocket } from '../../support/live-client';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { waitUntil } from '../../support/wait-until';

let gateway: TestGateway;
afterEach(() => gateway.stop());

async function start(keepAliveMs: number): Promise<void> {
  gateway = await startTestGateway({ liveTiming: { ...LIVE_TIMING, keepAliveMs } });
}

async function metric(name: string): Promise<number> {
  const { text } = await gateway.http({ method: 'GET', path: '/metrics' });
  const line = text.split('\n').find((each) => each.startsWith(name));
  return Number(line?.split(' ').at(-1));
}

const NOTE = '\u6f22'.repeat(280);

/** Events of 16 KB, so that a few hundred fill what the system buffers for a connection. */
function subscribe(raw: RawSocket, route: string): Promise<unknown> {
  const notes = Array.from({ length: 19 }, (_, n) => `n${n}: lock { note }`).join(' ');
  const query = `subscription { lockEvents(route: "${route}") { type ${notes} } }`;
  raw.send({ id: '1', type: 'subscribe', payload: { query } });
  return raw.heard('next');
}

/** Renews one lock so many times. */
async function renew(route: string, times: number): Promise<void> {
  const query = `mutation { acquireLock(route: "${route}", id: 1, note: "${NOTE}") { __typename } }`;
  const answers = Array.from({ length: times }, () => gateway.postGraphQL('sam', { query }));
  for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
}

/** How many events of a type a connection was told. */
function count(raw: RawSocket, type: string): number {
  return raw.messages.filter((message) => JSON.stringify(message).includes(`"${type}"`)).length;
}

/** Changes a lock until it is so; returns how many times. */
async function renewUntil(
  { what, route }: { what: string; route: string },
  isSo: () => Promise<boolean>,
): Promise<number> {
  let changes = 0;
  await waitUntil({
    ...{ what, withinMs: 60_000, everyMs: 0 },
    ask: async () => {
      await renew(route, 100);
      changes += 100;
      return (await isSo()) || undefined;
    },
  });
  return changes;
}

it('one who does not read holds nobody up, and is cut off in the end', async () => {
  await start(8_000);
  const reader = await acknowledged(gateway.url, 'alice');
  const stuck = await acknowledged(gateway.url, 'bob');
  await Promise.all([subscribe(reader, 'slow'), subscribe(stuck, 'slow')]);
  stuck.socket.pause();
  const dropped = 'lock_gateway_live_connections_dropped_total{transport="websocket"}';
  const what = 'the end of the stuck connection';
  const changes = await renewUntil(
    { what, route: 'slow' },
    async () => (await metric(dropped)) === 1,
  );
  await waitUntil({
    ...{ what: 'every change', withinMs: 20_000 },
    ask: () => Promise.resolve(count(reader, 'RENEWED') === changes - 1 || undefined),
  });
  stuck.socket.resume();
  await expect(stuck.ended).resolves.toMatchObject({ code: 1006 });
  expect(count(stuck, 'RENEWED')).toBeLessThan(changes);
  expect(count(reader, 'SNAPSHOT_END')).toBe(1);
  reader.socket.close();
  await reader.ended;
}, 90_000);

it('one who reads again has a fresh snapshot of what it missed', async () => {
  await start(120_000);
  const raw = await acknowledged(gateway.url, 'alice');
  await subscribe(raw, 'again');
  raw.socket.pause();
  const overflows = 'lock_gateway_live_overflows_total';
  const what = 'an overflow';
  const changes = await renewUntil(
    { what, route: 'again' },
    async () => (await metric(overflows)) > 0,
  );
  raw.socket.resume();
  await waitUntil({
    ...{ what: 'a second snapshot', withinMs: 20_000 },
    ask: () => Promise.resolve(count(raw, 'SNAPSHOT_END') === 2 || undefined),
  });
  expect(count(raw, 'RENEWED')).toBeLessThan(changes);
  expect(await metric('lock_gateway_live_snapshots_total{reason="overflow"}')).toBe(1);
  raw.socket.close();
  await raw.ended;
}, 90_000);
