import { ALICE, BOB, SAM, VirtualGateway } from './support/virtual-gateway';
import { VirtualSocket } from './support/virtual-socket';
import { VirtualTab } from './support/virtual-tab';
import { VirtualTime } from './support/virtual-time';
import { type Lock } from '../../src/client/lock-types';
import { parseLockKey } from '../../src/domain/lock-key';

const key = { key: parseLockKey('volume', '1') };

it('shows the place in line of whoever is signed in, not of the user before', async () => {
  VirtualSocket.opened = [];
  const time = new VirtualTime();
  const gateway = new VirtualGateway(time);
  const tab = new VirtualTab(time, gateway, {
    url: 'https://gateway.test/graphql',
    webSocket: VirtualSocket as unknown as typeof globalThis.WebSocket,
  });
  await gateway.locks.acquire(BOB, key);
  const lock = tab.client.hold('volume', '1', { wait: true });
  await time.pass(10);
  const line = (...users: (typeof ALICE)[]): void => {
    const { id, username } = BOB;
    const told = { id: 'volume/1', route: 'volume', resourceId: '1', holder: { id, username } };
    const waiters = users.map((user, at) => ({
      ...{ user: { id: user.id, username: user.username }, since: '', message: null },
      position: at + 1,
    }));
    const locked: Partial<Lock> = { ...told, fencingToken: 1, heldByMe: false, reserved: false };
    VirtualSocket.opened[0]!.tell(
      'WAITERS_CHANGED',
      { ...locked, waiters },
      { ...locked, waiters },
    );
  };
  line(SAM, ALICE);
  await time.pass(10);
  expect(lock.getSnapshot()).toMatchObject({ state: 'waiting', position: 2 });
  tab.user = SAM;
  // By then the place in line was asked for again.
  await time.pass(21_000);
  line(ALICE, BOB, SAM);
  await time.pass(10);
  expect(lock.getSnapshot()).toMatchObject({ state: 'waiting', position: 3 });
  expect(tab.reported).toEqual([]);
});
