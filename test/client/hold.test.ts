import { type HeldLock, type HoldOptions } from '../../src/client/held-lock';
import { parseLockKey } from '../../src/domain/lock-key';
import { BOB, VirtualGateway } from './support/virtual-gateway';
import { VirtualTime } from './support/virtual-time';
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
  expect(() => lock.fencingToken()).toThrow('Not held');
});

it('is the same lock under the same token when the network is back in time for nobody else', async () => {
  const lock = hold();
  await time.pass(10);
  const token = lock.fencingToken();
  gateway.fate = () => ({ lost: 'answer' });
  await time.pass(61_000);
  expect(lock.getSnapshot().state).toBe('offline');
  gateway.fate = () => ({});
  await time.pass(40_000);
  expect(lock.getSnapshot()).toMatchObject({
    state: 'held',
    fencingToken: token,
    isInterrupted: false,
  });
});

it('says that somebody may have been there when an expired lock is revived', async () => {
  const lock = hold();
  await time.pass(10);
  const token = lock.fencingToken();
  const { signal } = lock;
  await time.sleep(120_000);
  expect(lock.getSnapshot().state).toBe('offline');
  expect(signal.aborted).toBe(true);
  await time.pass(40_000);
  expect(lock.getSnapshot()).toMatchObject({ state: 'held', isInterrupted: true });
  expect(lock.fencingToken()).toBeGreaterThan(token);
  expect(lock.signal.aborted).toBe(false);
});

it('says so until it is told that the record was loaded under that very grant', async () => {
  const lock = hold();
  await time.pass(10);
  const first = lock.fencingToken();
  await time.sleep(120_000);
  await time.pass(40_000);
  lock.acknowledge(first);
  expect(lock.getSnapshot()).toMatchObject({ state: 'held', isInterrupted: true });
  const second = lock.fencingToken();
  // What was loaded counts, also when nothing is promised at the moment it is there.
  gateway.fate = () => ({ lost: 'answer' });
  await time.pass(61_000);
  expect(lock.getSnapshot().state).toBe('offline');
  lock.acknowledge(second);
  expect(lock.getSnapshot().state).toBe('offline');
  gateway.fate = () => ({});
  await time.pass(40_000);
  expect(lock.getSnapshot()).toMatchObject({
    ...{ state: 'held', fencingToken: second, isInterrupted: false },
  });
  await time.sleep(120_000);
  await time.pass(40_000);
  expect(lock.getSnapshot()).toMatchObject({ state: 'held', isInterrupted: true });
  let told = 0;
  lock.subscribe(() => (told += 1));
  lock.acknowledge(lock.fencingToken());
  await Promise.resolve();
  expect([told, lock.getSnapshot()]).toMatchObject([1, { isInterrupted: false }]);
});

it('asks for nothing when it is told that the record was loaded once it is over', async () => {
  const lock = hold({ idleMs: 1_000 });
  await time.pass(10);
  const token = lock.fencingToken();
  await time.pass(2_000);
  expect(lock.getSnapshot()).toMatchObject({ state: 'released', reason: 'idle' });
  lock.acknowledge(token);
  await time.pass(10);
  expect(lock.getSnapshot().state).toBe('released');
  expect(operations().filter((name) => name === 'AcquireLock')).toHaveLength(1);
});

it('fires the signal soon after a sleep, though nobody reads the snapshot and no event is told', async () => {
  const { signal } = await heldSignal();
  await time.sleep(3_600_000);
  await time.pass(5_000);
  expect(signal.aborted).toBe(true);
});

it('is lost when the gateway says so, and names who has the record', async () => {
  const lock = hold();
  await time.pass(10);
  await time.freeze(61_000);
  await bobAcquires();
  await time.pass(30_000);
  expect(lock.getSnapshot()).toMatchObject({
    state: 'lost',
    reason: 'expired',
    lock: { holder: { username: 'bob' } },
  });
});

it('stays read-only whatever polling finds, or fails to find', async () => {
  await bobAcquires();
  const lock = hold();
  await time.pass(10);
  expect(lock.getSnapshot()).toMatchObject({ state: 'heldByOther', isFree: false });
  gateway.fate = () => ({ answer: { status: 500, body: null } });
  await time.pass(45_000);
  expect(lock.getSnapshot().state).toBe('heldByOther');
  gateway.fate = () => ({});
  await time.pass(30_000);
  expect(lock.getSnapshot()).toMatchObject({ state: 'heldByOther', isFree: true });
  lock.retry();
  await time.pass(10);
  expect(lock.getSnapshot().state).toBe('held');
});

it('releases a page that is left by a request that outlives it, and acquires anew on return', async () => {
  const lock = hold();
  await time.pass(10);
  const token = lock.fencingToken();
  tab.leave();
  expect(lock.signal.aborted).toBe(true);
  // Before any other task of the page.
  await Promise.resolve();
  expect(gateway.sent.at(-1)).toMatchObject({
    operation: 'RemoveLocks',
    keepalive: true,
    variables: { items: [{ route: 'volume', id: '1', fencingToken: token }] },
  });
  await time.pass(2_000);
  expect(gateway.recordOf('volume', '1')).toBeUndefined();
  tab.comeBack();
  await time.pass(50);
  expect(lock.getSnapshot()).toMatchObject({ state: 'held', isInterrupted: true });
});

it('keeps the lock over a reload, also when the removal of the page before comes late', async () => {
  hold();
  await time.pass(10);
  gateway.fate = ({ operation }) => (operation === 'RemoveLocks' ? { thereMs: 3_000 } : {});
  tab.leave();
  tab.load();
  const lock = hold();
  await time.pass(10_000);
  expect(lock.getSnapshot()).toMatchObject({ state: 'held' });
  expect(gateway.recordOf('volume', '1')?.lock.fencingToken).toBe(lock.fencingToken());
});

it('does not lose a lease of 180 s in a hidden tab whose timers run once a minute', async () => {
  const lock = hold({ ttlSeconds: 180 });
  await time.pass(10);
  const { signal } = lock;
  for (let minute = 0; minute < 10; minute += 1) {
    await time.freeze(60_000);
    await time.pass(50);
  }
  expect(signal.aborted).toBe(false);
  expect(lock.getSnapshot().state).toBe('held');
});

it('calls once more and releases when nobody uses the page, and acquires again on input', async () => {
  const onIdle = jest.fn(() => expect(lock.getSnapshot().state).toBe('held'));
  const lock = hold({ idleMs: 300_000, onIdle });
  await time.pass(200_000);
  tab.input();
  await time.pass(250_000);
  expect(lock.getSnapshot().state).toBe('held');
  await time.pass(60_000);
  expect(onIdle).toHaveBeenCalledTimes(1);
  expect(lock.getSnapshot()).toMatchObject({ state: 'released', reason: 'idle' });
  expect(gateway.recordOf('volume', '1')).toBeUndefined();
  const sent = gateway.sent.filter(({ operation }) => operation === 'RenewLocks').length;
  await time.pass(200_000);
  expect(gateway.sent.filter(({ operation }) => operation === 'RenewLocks')).toHaveLength(sent);
  await bobAcquires();
  tab.input();
  await time.pass(50);
  expect(lock.getSnapshot()).toMatchObject({
    state: 'heldByOther',
    lock: { holder: { username: 'bob' } },
  });
});

it('is one lock for all who hold a record in a page, until the last one releases', async () => {
  const one = hold();
  const other = tab.client.hold('/volume/', '1');
  await time.pass(605_000);
  expect(gateway.sent.filter(({ operation }) => operation === 'AcquireLock')).toHaveLength(1);
  expect(time.armed).toBe(1);
  expect(one.fencingToken()).toBe(other.fencingToken());
  await Promise.all([one.release(), time.pass(10)]);
  expect(one.getSnapshot()).toMatchObject({ state: 'released' });
  expect(other.getSnapshot().state).toBe('held');
  await Promise.all([other.release(), time.pass(10)]);
  expect(gateway.recordOf('volume', '1')).toBeUndefined();
});

it('costs nothing when a component is mounted, unmounted and mounted again at once', async () => {
  const first = hold();
  void first.release();
  const second = hold();
  await time.pass(50);
  expect(second.getSnapshot().state).toBe('held');
  expect(operations().filter((name) => name !== 'ListLocks')).toEqual(['AcquireLock']);
});

it('never lets the removal of one hold end the next', async () => {
  const first = hold();
  await time.pass(10);
  gateway.fate = ({ operation }) => (operation === 'RemoveLocks' ? { thereMs: 3_000 } : {});
  void first.release();
  await time.pass(1);
  const second = hold();
  await time.pass(20_000);
  expect(second.getSnapshot().state).toBe('held');
  expect(gateway.recordOf('volume', '1')?.lock.fencingToken).toBe(second.fencingToken());
});

it('holds 200 locks for ten minutes with one timer and at most one request a round', async () => {
  const locks = Array.from({ length: 200 }, (_, index) => tab.client.hold('volume', `${index}`));
  const rounds: number[] = [];
  gateway.fate = ({ operation }) => {
    if (operation === 'RenewLocks') rounds.push(Math.round(time.trueMs / 1_000));
    return {};
  };
  await time.pass(100);
  let most = 0;
  time.onMoment = () => (most = Math.max(most, time.armed));
  await time.pass(600_000);
  expect(locks.map((lock) => lock.getSnapshot().state)).toEqual(Array(200).fill('held'));
  expect(new Set(rounds).size).toBe(rounds.length);
  expect(rounds).toHaveLength(30);
  // The other timer is the limit of a request that is on the way.
  expect(most).toBeLessThanOrEqual(2);
  expect(time.armed).toBe(1);
});

it('refuses to be held by the caller once they removed all their locks', async () => {
  const { lock, signal } = await heldSignal();
  const removed = tab.client.removeMyLocks();
  expect(signal.aborted).toBe(true);
  await time.pass(10);
  expect(await removed).toBe(1);
  expect(lock.getSnapshot()).toMatchObject({ state: 'released', reason: 'released' });
});

it('ends with the fault that no asking mends', async () => {
  const lock = tab.client.hold('volume', '');
  await time.pass(10);
  expect(lock.getSnapshot()).toMatchObject({
    state: 'released',
    reason: 'fault',
    fault: { kind: 'badInput', argument: 'id' },
  });
  await expect(lock.whenHeld()).rejects.toMatchObject({ name: 'LockNotHeld' });
});

async function heldSignal(): Promise<{ lock: HeldLock; signal: AbortSignal }> {
  const lock = hold();
  await time.pass(10);
  return { lock, signal: lock.signal };
}
