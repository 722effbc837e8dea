import { type HeldLock, type HoldOptions } from '../../src/client/held-lock';
import { parseLockKey } from '../../src/domain/lock-key';
import { BOB, SAM, type Sent, VirtualGateway } from './support/virtual-gateway';
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

const key = { key: parseLockKey('volume', '1') };
const hold = (options?: HoldOptions): HeldLock => tab.client.hold('volume', '1', options);
const record = (): ReturnType<VirtualGateway['recordOf']> => gateway.recordOf('volume', '1');
/** Answers to this operation are lost; it takes effect. */
const lose = (operation: string): void => {
  gateway.fate = (sent) => (sent.operation === operation ? { lost: 'answer' } : {});
};
const removals = (): Sent[] => gateway.sent.filter(({ operation }) => operation === 'RemoveLocks');

it.each([
  ['release', (lock: HeldLock) => lock.release()],
  ['close', () => tab.client.close()],
])('removes by %s what may have been acquired, though no answer said so', async (_name, end) => {
  lose('AcquireLock');
  const lock = hold();
  await time.pass(10);
  expect(lock.getSnapshot().state).toBe('offline');
  expect(record()).toBeDefined();
  void end(lock);
  await time.pass(10);
  expect(record()).toBeUndefined();
});

it('removes what was acquired when the answer is lost after the release', async () => {
  lose('AcquireLock');
  const lock = hold();
  await time.pass(1);
  let isReleased = false;
  void lock.release().then(() => (isReleased = true));
  await time.pass(0);
  expect([isReleased, record()]).toEqual([false, expect.anything()]);
  await time.pass(10);
  expect([isReleased, record()]).toEqual([true, undefined]);
});

it.each([
  ['was lost', 10],
  ['is on the way', 1],
])(
  'removes when the page is left what was acquired by an acquire whose answer %s',
  async (_, ms) => {
    lose('AcquireLock');
    hold();
    await time.pass(ms);
    tab.leave();
    tab.load();
    await time.pass(10);
    expect(removals()).toMatchObject([{ keepalive: true }]);
    expect(record()).toBeUndefined();
  },
);

it('removes what was taken over by an answer that is lost after the release', async () => {
  tab = new VirtualTab(time, gateway, { user: SAM });
  await gateway.locks.acquire(BOB, key);
  const lock = hold();
  await time.pass(10);
  lose('TakeOverLock');
  const taking = expect(lock.takeOver()).rejects.toMatchObject({ kind: 'network' });
  await time.pass(1);
  void lock.release();
  await time.pass(10);
  await taking;
  expect(record()).toBeUndefined();
});

it('leaves the line that was joined by an answer that was lost', async () => {
  await gateway.locks.acquire(BOB, key);
  lose('RequestLock');
  const lock = hold({ wait: true });
  await time.pass(10);
  expect(record()!.waiters).toHaveLength(1);
  void lock.release();
  await time.pass(10);
  expect(record()!.waiters).toEqual([]);
});

it('never removes what the next hold of the record has', async () => {
  lose('AcquireLock');
  const lock = hold();
  await time.pass(10);
  gateway.fate = ({ operation }) => (operation === 'RemoveLocks' ? { thereMs: 5_000 } : {});
  void lock.release();
  const next = hold();
  await time.pass(20_000);
  expect(next.getSnapshot()).toMatchObject({ state: 'held', isInterrupted: false });
});

it('removes nothing when no request was ever answered with a lock or lost', async () => {
  await gateway.locks.acquire(BOB, key);
  const lock = hold();
  await time.pass(10);
  await lock.release();
  expect(removals()).toEqual([]);
});
