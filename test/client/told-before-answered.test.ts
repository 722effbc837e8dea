import { type HeldLock } from '../../src/client/held-lock';
import { type Lock } from '../../src/client/lock-types';
import { VirtualGateway } from './support/virtual-gateway';
import { VirtualSocket } from './support/virtual-socket';
import { VirtualTab } from './support/virtual-tab';
import { VirtualTime } from './support/virtual-time';

let time: VirtualTime;
let gateway: VirtualGateway;
let tab: VirtualTab;
beforeEach(() => {
  VirtualSocket.opened = [];
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  tab = new VirtualTab(time, gateway, {
    url: 'https://gateway.test/graphql',
    webSocket: VirtualSocket as unknown as typeof globalThis.WebSocket,
  });
});
afterEach(() => expect(tab.reported).toEqual([]));

const hold = (): HeldLock => tab.client.hold('volume', '1');
const token = (): number => gateway.recordOf('volume', '1')!.lock.fencingToken;
const lockOf = (fencingToken: number, heldByMe: boolean): Partial<Lock> => ({
  ...{ id: 'volume/1', route: 'volume', resourceId: '1', fencingToken, heldByMe },
  ...{ reserved: false, sessionId: null, holder: { id: 'user-sam', username: 'sam' } },
});
const takenOver = (by: Partial<Lock>): void =>
  VirtualSocket.opened.at(-1)!.tell('TAKEN_OVER', by, by);
/** Nothing is answered any more. */
const silence = (): void => {
  gateway.fate = () => ({ lost: 'request', thereMs: 1_000_000 });
};

it('does not believe a first answer that is older than a take-over that was told', async () => {
  gateway.fate = () => ({ backMs: 500 });
  const lock = hold();
  await time.pass(100);
  silence();
  takenOver(lockOf(token() + 1, false));
  await time.pass(600);
  expect(lock.getSnapshot().state).not.toBe('held');
  expect(lock.signal.aborted).toBe(true);
});

it('does not believe a renewal that is older than the move to another tab that was told', async () => {
  const lock = hold();
  await time.pass(10);
  gateway.fate = () => ({ backMs: 2_000 });
  await time.pass(20_500);
  silence();
  takenOver(lockOf(token() + 1, true));
  expect(lock.getSnapshot().state).toBe('offline');
  await time.pass(3_000);
  expect(lock.getSnapshot().state).toBe('offline');
  expect(lock.signal.aborted).toBe(true);
});

it('does not believe a new note that is answered after a removal that was told', async () => {
  const lock = hold();
  await time.pass(10);
  gateway.fate = () => ({ backMs: 2_000 });
  const noted = lock.renote('prices');
  await time.pass(100);
  silence();
  VirtualSocket.opened.at(-1)!.tell('FORCE_REMOVED', lockOf(token(), true));
  expect(lock.getSnapshot()).toMatchObject({ state: 'lost', reason: 'forceRemoved' });
  await time.pass(3_000);
  await noted;
  expect(lock.getSnapshot().state).toBe('lost');
});

it('asks for nothing twice by one id, since a gateway ends both when the first one ends', async () => {
  const filter = { route: 'series' };
  tab.client.watch({ route: 'volume' });
  tab.client.watch(filter).close();
  tab.client.watch(filter);
  await time.pass(10);
  tab.client.watch({ route: 'a' }).close();
  tab.client.watch({ route: 'a' });
  const ids = VirtualSocket.opened.at(-1)!.subscribed.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(3);
  expect(new Set(ids).size).toBe(ids.length);
});

it('tells no event of what stood before it watched', async () => {
  const watch = tab.client.watch({ route: 'volume' });
  const told: string[] = [];
  watch.onEvent(({ type }) => told.push(type));
  await time.pass(10);
  const socket = VirtualSocket.opened.at(-1)!;
  socket.tell('SNAPSHOT', lockOf(7, false));
  socket.tell('SNAPSHOT_END', null);
  expect(watch.getSnapshot().locks.size).toBe(1);
  expect(told).toEqual([]);
  // What changed while nothing was told is told by the next picture.
  socket.tell('SNAPSHOT_END', null);
  expect(told).toEqual(['RELEASED']);
});
