import { GatewayLease } from '../../src/domain/gateway-lease';
import { lockKeyOf } from '../../src/domain/lock-key';
import { MemoryLockStore } from '../support/memory-lock-store';

const LEASE_MS = 15_000;
const ID = lockKeyOf('', 'sending').id;

let store: MemoryLockStore;
let monotonicMs: number;

beforeEach(() => {
  store = new MemoryLockStore();
  monotonicMs = 1_000;
  jest.spyOn(performance, 'now').mockImplementation(() => monotonicMs);
});

afterEach(() => jest.restoreAllMocks());

const leaseOf = (gatewayId: string): GatewayLease =>
  new GatewayLease({ store, name: 'sending', gatewayId, leaseMs: LEASE_MS });

function pass(ms: number): void {
  monotonicMs += ms;
  store.now = new Date(store.now.getTime() + ms);
}

test('one gateway has the lease, until it lets go of it', async () => {
  const one = await leaseOf('one').take();
  expect(one?.isHeld()).toBe(true);
  expect(await leaseOf('other').take()).toBeUndefined();
  await one!.release();
  expect(one!.isHeld()).toBe(false);
  const other = await leaseOf('other').take();
  expect(other!.fencingToken).toBeGreaterThan(one!.fencingToken);
});

test('a lease that is not extended passes to another gateway', async () => {
  const one = await leaseOf('one').take();
  pass(LEASE_MS - 1);
  expect(one!.isHeld()).toBe(true);
  expect(await leaseOf('other').take()).toBeUndefined();
  pass(1);
  expect(one!.isHeld()).toBe(false);
  const other = await leaseOf('other').take();
  expect(other!.fencingToken).toBeGreaterThan(one!.fencingToken);
  expect(await one!.keep()).toBe(false);
  await one!.release();
  expect(await other!.keep()).toBe(true);
});

test('a lease that is extended is kept', async () => {
  const one = await leaseOf('one').take();
  for (let times = 0; times < 5; times += 1) {
    pass(LEASE_MS - 1);
    expect(await one!.keep()).toBe(true);
  }
  expect(one!.isHeld()).toBe(true);
  expect(await leaseOf('other').take()).toBeUndefined();
});

test('a lease that ran out is lost, even when nobody has taken it', async () => {
  const one = await leaseOf('one').take();
  pass(LEASE_MS);
  expect(await one!.keep()).toBe(false);
  expect(one!.isHeld()).toBe(false);
});

test('the time of the lease is that of the database', async () => {
  const one = await leaseOf('one').take();
  expect(one!.nowMs()).toBe(store.now.getTime());
  store.now = new Date(store.now.getTime() + 5_000);
  await one!.keep();
  monotonicMs += 10;
  expect(one!.nowMs()).toBe(store.now.getTime() + 10);
});

test('nobody sees the lease: it is stored as ended, and nothing is told of it', async () => {
  const one = await leaseOf('one').take();
  expect(store.records.get(ID)).toMatchObject({
    status: 'removed',
    endedAt: new Date(store.now.getTime() + LEASE_MS),
  });
  await one!.keep();
  await one!.release();
  expect(store.records.get(ID)).toMatchObject({ status: 'removed', endedAt: store.now });
  expect(store.changes).toEqual([]);
});
