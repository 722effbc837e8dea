import { lockKeyOf, parseLockKey } from '../../src/domain/lock-key';
import { LockQuota } from '../../src/domain/lock-quota';
import { LockService } from '../../src/domain/lock-service';
import { Overloaded } from '../../src/domain/lock-store';
import { MemoryLockStore } from '../support/memory-lock-store';

const key = lockKeyOf('volume', '1234');
const alice = { holderId: 'user-alice', key };
const bob = { holderId: 'user-bob', key };
const quotaOfOne = (store: MemoryLockStore): LockQuota =>
  new LockQuota({ store, maxLocks: 1, beginWithinMs: 2_700 });
const never = new Promise<never>(() => undefined);
const succeed = (): Promise<string> => Promise.resolve('granted');

afterEach(() => jest.restoreAllMocks());

/** How many acquires of these ids, all asked for at once, have each outcome. */
async function acquireAtOnce(ids: readonly number[]): Promise<Record<string, number>> {
  const store = new MemoryLockStore();
  const service = new LockService({
    store,
    defaultLeaseMs: null,
    quota: { maxLocks: 5, beginWithinMs: 2_700 },
  });
  const caller = { id: 'user-alice', username: 'alice', permissions: ['manage-locks'] };
  const results = await Promise.all(
    ids.map((id) => service.acquire(caller, { key: parseLockKey('volume', `${id}`) })),
  );
  const counts: Record<string, number> = {};
  for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

test('of calls at once exactly as many are granted as fit', async () => {
  const counts = await acquireAtOnce([1, 2, 3, 4, 5, 6]);
  expect(counts).toEqual({ acquired: 5, quotaExceeded: 1 });
});

test('calls at once for one lock count once', async () => {
  expect(await acquireAtOnce(Array<number>(50).fill(1))).toEqual({ acquired: 50 });
  const mixed = await acquireAtOnce([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
  expect(mixed).toEqual({ acquired: 10, quotaExceeded: 2 });
});

test('a failed grant fails for its caller alone', async () => {
  const quota = quotaOfOne(new MemoryLockStore());
  const failed = quota.grant(alice, () => Promise.reject(new Error('no database')));
  const next = quota.grant(alice, succeed);
  await expect(failed).rejects.toThrow('no database');
  await expect(next).resolves.toBe('granted');
});

test('a failed count fails for its caller alone', async () => {
  const store = new MemoryLockStore();
  jest.spyOn(store, 'count').mockRejectedValueOnce(new Error('no database'));
  const quota = quotaOfOne(store);
  const failed = quota.grant(alice, succeed);
  const next = quota.grant(alice, succeed);
  await expect(failed).rejects.toThrow('no database');
  await expect(next).resolves.toBe('granted');
});

test('a holder does not wait for the grants of another', async () => {
  const quota = quotaOfOne(new MemoryLockStore());
  void quota.grant(alice, () => never);
  await expect(quota.grant(bob, succeed)).resolves.toBe('granted');
});

test('a grant whose caller was kept waiting too long is not begun', async () => {
  const quota = quotaOfOne(new MemoryLockStore());
  let end!: () => void;
  const first = quota.grant(alice, () => new Promise<void>((resolve) => (end = resolve)));
  const run = jest.fn(succeed);
  const late = quota.grant(alice, run);
  await new Promise(setImmediate);
  const now = performance.now();
  jest.spyOn(performance, 'now').mockReturnValue(now + 5_000);
  end();
  await first;
  await expect(late).rejects.toThrow(Overloaded);
  expect(run).not.toHaveBeenCalled();
});

test('a grant whose count took too long is not begun', async () => {
  const store = new MemoryLockStore();
  let answerCount!: (count: number) => void;
  jest.spyOn(store, 'count').mockReturnValueOnce(new Promise((resolve) => (answerCount = resolve)));
  const run = jest.fn(succeed);
  const late = quotaOfOne(store).grant(alice, run);
  await new Promise(setImmediate);
  const now = performance.now();
  jest.spyOn(performance, 'now').mockReturnValue(now + 2_800);
  answerCount(0);
  await expect(late).rejects.toThrow(Overloaded);
  expect(run).not.toHaveBeenCalled();
});
