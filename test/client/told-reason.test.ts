import { type HeldLock } from '../../src/client/held-lock';
import { type Lock } from '../../src/client/lock-types';
import { parseLockKey } from '../../src/domain/lock-key';
import { SAM, VirtualGateway } from './support/virtual-gateway';
import { VirtualSocket } from './support/virtual-socket';
import { VirtualTab } from './support/virtual-tab';
import { VirtualTime } from './support/virtual-time';

let time: VirtualTime;
let gateway: VirtualGateway;
let lock: HeldLock;
let mine: Partial<Lock>;
let his: Partial<Lock>;

beforeEach(async () => {
  VirtualSocket.opened = [];
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  const tab = new VirtualTab(time, gateway, {
    url: 'https://gateway.test/graphql',
    webSocket: VirtualSocket as unknown as typeof globalThis.WebSocket,
  });
  lock = tab.client.hold('volume', '1');
  await time.pass(10);
  const { fencingToken } = gateway.recordOf('volume', '1')!.lock;
  mine = {
    ...{ id: 'volume/1', route: 'volume', resourceId: '1', fencingToken, heldByMe: true },
    ...{ reserved: false, sessionId: null, holder: { id: 'user-alice', username: 'alice' } },
  };
  his = {
    ...mine,
    ...{ fencingToken: fencingToken + 1, heldByMe: false },
    holder: { id: 'user-sam', username: 'sam' },
  };
});

const tell = (...event: Parameters<VirtualSocket['tell']>): void =>
  VirtualSocket.opened.at(-1)!.tell(...event);

it('says with which words a lock was taken over, also when it is passed on', () => {
  tell('TAKEN_OVER', his, his, 'typo on the live site');
  expect(lock.getSnapshot()).toMatchObject({
    state: 'lost',
    reason: 'takenOver',
    reasonGiven: 'typo on the live site',
    lock: { holder: { username: 'sam' } },
  });
  tell('RELEASED', his);
  expect(lock.getSnapshot()).toMatchObject({
    reasonGiven: 'typo on the live site',
    lock: null,
  });
});

it('says with which words a lock was removed by force', () => {
  tell('FORCE_REMOVED', mine, null, 'printed at noon');
  expect(lock.getSnapshot()).toMatchObject({
    state: 'lost',
    reason: 'forceRemoved',
    reasonGiven: 'printed at noon',
  });
});

it('says nothing where nobody gave a reason', () => {
  tell('TAKEN_OVER', his, his);
  expect(lock.getSnapshot()).toMatchObject({ reason: 'takenOver', reasonGiven: null });
});

it('says nothing where the loss was not told, but found', async () => {
  const key = parseLockKey('volume', '1');
  await gateway.locks.takeOver(SAM, { key, reason: 'printed at noon' });
  await time.pass(60_000);
  expect(lock.getSnapshot()).toMatchObject({ reason: 'unknown', reasonGiven: null });
});
