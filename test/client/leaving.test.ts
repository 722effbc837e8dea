import { type HeldLock, type HoldOptions } from '../../src/client/held-lock';
import { parseLockKey } from '../../src/domain/lock-key';
import { BOB, VirtualGateway } from './support/virtual-gateway';
import { VirtualTab } from './support/virtual-tab';
import { VirtualTime } from './support/virtual-time';

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
const key = { key: parseLockKey('volume', '1') };
const acquires = (): number =>
  gateway.sent.filter(({ operation }) => operation === 'AcquireLock').length;

it('acquires nothing on input once a hold that was idle is released', async () => {
  const lock = hold({ idleMs: 5_000 });
  await time.pass(6_000);
  expect(lock.getSnapshot()).toMatchObject({ state: 'released', reason: 'idle' });
  await lock.release();
  tab.input();
  await time.pass(1_000);
  expect(acquires()).toBe(1);
  expect(gateway.recordOf('volume', '1')).toBeUndefined();
});

it('stays read-only over the back-forward cache, though the record becomes free meanwhile', async () => {
  await gateway.locks.acquire(BOB, key);
  const lock = hold();
  await time.pass(10);
  expect(lock.getSnapshot().state).toBe('heldByOther');
  tab.leave();
  await gateway.locks.remove(BOB, key);
  await time.freeze(1_000);
  tab.comeBack();
  await time.pass(30_000);
  expect(lock.getSnapshot()).toMatchObject({ state: 'heldByOther', isFree: true });
});

it('releases by a request that outlives the page, which may be left in the same moment', async () => {
  const lock = hold();
  await time.pass(10);
  void lock.release();
  await time.pass(0);
  expect(gateway.sent.at(-1)).toMatchObject({ operation: 'RemoveLocks', keepalive: true });
});

it('leaves the line again when that was asked for before it was joined', async () => {
  await gateway.locks.acquire(BOB, key);
  const lock = hold();
  await time.pass(10);
  lock.wait();
  await time.pass(1);
  lock.stopWaiting();
  await time.pass(100);
  expect(lock.getSnapshot().state).toBe('heldByOther');
  expect(gateway.recordOf('volume', '1')!.waiters ?? []).toEqual([]);
});

it.each(['stopWaiting', 'renote'] as const)(
  'acquires nothing by %s after the end',
  async (method) => {
    const lock = hold({ idleMs: 5_000 });
    await time.pass(6_000);
    await Promise.resolve(lock[method]('')).catch(() => {});
    await time.pass(1_000);
    expect(lock.getSnapshot()).toMatchObject({ state: 'released', reason: 'idle' });
    expect(acquires()).toBe(1);
  },
);

it.each([
  ['waits again', 'wait', 'waiting'],
  ['stays out of the line', 'stopWaiting', 'heldByOther'],
] as const)(
  '%s on return from the back-forward cache when that was asked for by %s',
  async (_name, method, state) => {
    await gateway.locks.acquire(BOB, key);
    const lock = hold({ wait: method === 'stopWaiting' });
    await time.pass(10);
    lock[method]();
    await time.pass(2);
    tab.leave();
    await time.freeze(1_000);
    tab.comeBack();
    await time.pass(10);
    expect(lock.getSnapshot().state).toBe(state);
  },
);

it('waits with the message that was given before the page was left', async () => {
  await gateway.locks.acquire(BOB, key);
  const lock = hold();
  await time.pass(10);
  lock.wait('only a typo');
  await time.pass(10);
  tab.leave();
  await time.freeze(1_000);
  tab.comeBack();
  await time.pass(10);
  expect(lock.getSnapshot().state).toBe('waiting');
  expect(gateway.sent.filter(({ operation }) => operation === 'RequestLock').at(-1)).toMatchObject({
    variables: { message: 'only a typo' },
  });
});
