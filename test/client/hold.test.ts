import { type HeldLock, type HoldOptions } from '../../src/client/held-lock';
import { parseLockKey } from '../../src/domain/lock-key';
import { BOB, VirtualGateway } from './support/virtual-gateway';
import { settle, VirtualTime } from './support/virtual-time';
import { VirtualTab } from './support/virtual-tab';

let time: VirtualTime;
let gateway: VirtualGateway;
let tab: VirtualTab;
beforeEach(() => {
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  tab = new VirtualTab(time, gateway);
});
afterEach(() => expect(tab.reported).toEqual([]));

const hold = (options?: HoldOptions): HeldLock => tab.client.hold('volume', '1', options);
const bobsCall = { key: parseLockKey('volume', '1') };
const bobAcquires = (): Promise<{ kind: string }> => {
  gateway.tick();
  return gateway.locks.acquire(BOB, bobsCall);
};
const operations = (): string[] => gateway.sent.map(({ operation }) => operation);

it('holds a free record once the gateway says so', async () => {
  const lock = hold({ note: 'price update' });
  expect(lock.getSnapshot()).toEqual({ state: 'acquiring' });
  expect(lock.signal.aborted).toBe(true);
  await time.pass(10);
  expect(lock.getSnapshot()).toMatchObject({
    state: 'held',
    fencingToken: expect.any(Number),
    isInterrupted: false,
    lock: { holder: { username: 'alice' }, note: 'price update' },
  });
  expect(lock.signal.aborted).toBe(false);
  expect(lock.fencingToken()).toBe(gateway.recordOf('volume', '1')!.lock.fencingToken);
});

it('renews at a third of the lease, and keeps the token and the signal', async () => {
  const lock = hold();
  await time.pass(10);
  const { signal } = lock;
  await time.pass(600_000);
  expect(lock.getSnapshot()).toMatchObject({ state: 'held' });
  expect(signal.aborted).toBe(false);
  expect(operations().filter((name) => name === 'RenewLocks')).toHaveLength(30);
});

it('stays held while renewals fail, until the lease is over', async () => {
  const lock = hold();
  await time.pass(10);
  gateway.fate = () => ({ lost: 'request' });
  await time.pass(59_000);
  expect(lock.getSnapshot().state).toBe('held');
  await time.pass(1_000);
  expect(lock.getSnapshot()).toMatchObject({ state: 'offline', fault: { kind: 'network' } });
  expect(lock.signal.aborted).toBe(true);
  expect(() => lock.fencingToken()).toThrow('not held');
});
