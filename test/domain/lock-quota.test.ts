import { lockKeyOf, parseLockKey } from '../../src/domain/lock-key';
import { LockQuota } from '../../src/domain/lock-quota';
import { LockService } from '../../src/domain/lock-service';
import { Overloaded } from '../../src/domain/errors';
import { MemoryLockStore } from '../support/memory-lock-store';

const key = lockKeyOf('volume', '1234');
const alice = { holderId: 'user-alice', keys: [key] };
const bob = { holderId: 'user-bob', keys: [key] };
const MAX_WAIT_MS = 2_000;
const succeed = (): Promise<string> => Promise.resolve('granted');

afterEach(() => jest.restoreAllMocks());

/** How many acquires of these ids, all asked for at once, have each outcome. */
async function acquireAtOnce(ids: readonly number[]): Promise<Record<string, number>> {
  const store = new MemoryLockStore();
  const service = new LockService({
    store,
    defaultLeaseMs: null,
    quota: { maxLocks: 5, maxWaitMs: MAX_WAIT_MS },
  });
  const caller = { id: 'user-alice', username: 'alice', permissions: ['manage-locks'] };
  const results = await Promise.all(
    ids.map((id) => service.acquire(caller, { key: parseLockKey('volume', `${id}`) })),
  );
  const counts: Record<string, number> = {};
  for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

test('of concurrent calls exactly as many are granted as the quota allows', async () => {
  const counts = await acquireAtOnce([1, 2, 3, 4, 5, 6]);
  expect(counts).toEqual({ acquired: 5, quotaExceeded: 1 });
});

test('concurrent calls for one lock use the quota once', async () => {
  expect(await acquireAtOnce(Array<number>(50).fill(1))).toEqual({ acquired: 50 });
  const mixed = await acquireAtOnce([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
  expect(mixed).toEqual({ acquired: 10, quotaExceeded: 2 });
});

test('a failed grant fails for its caller alone', async () => {
  const quota = new LockQuota({
    store: new MemoryLockStore(),
    maxLocks: 1,
    maxWaitMs: MAX_WAIT_MS,
  });
  const failed = quota.grant(alice, () => Promise.reject(new Error('no database')));
  const next = quota.grant(alice, succeed);
  await expect(failed).rejects.toThrow('no database');
  await expect(next).resolves.toBe('granted');
});

test('a failed count fails for its caller alone', async () => {
  const store = new MemoryLockStore();
  jest.spyOn(store, 'count').mockRejectedValueOnce(new Error('no database'));
  const quota = new LockQuota({ store, maxLocks: 1, maxWaitMs: MAX_WAIT_MS });
  const failed = quota.grant(alice, succeed);
  const next = quota.grant(alice, succeed);
  await expect(failed).rejects.toThrow('no database');
  await expect(next).resolves.toBe('granted');
});

test('a holder does not wait for the grants of another', async () => {
  const quota = new LockQuota({
    store: new MemoryLockStore(),
    maxLocks: 1,
    maxWaitMs: MAX_WAIT_MS,
  });
  let end!: () => void;
  const slow = quota.grant(alice, () => new Promise<void>((resolve) => (end = resolve)));
  await expect(quota.grant(bob, succeed)).resolves.toBe('granted');
  end();
  await slow;
});

test('a grant that waited too long is not begun', async () => {
  const quota = new LockQuota({
    store: new MemoryLockStore(),
    maxLocks: 1,
    maxWaitMs: MAX_WAIT_MS,
  });
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

test('a grant that was counted for too long is not begun', async () => {
  const store = new MemoryLockStore();
  let counted!: (count: number) => void;
  jest.spyOn(store, 'count').mockReturnValueOnce(new Promise((resolve) => (counted = resolve)));
  const quota = new LockQuota({ store, maxLocks: 1, maxWaitMs: 1_000 });
  const run = jest.fn(succeed);
  const late = quota.grant(alice, run);
  await new Promise(setImmediate);
  const now = performance.now();
  jest.spyOn(performance, 'now').mockReturnValue(now + 1_100);
  counted(0);
  await expect(late).rejects.toThrow(Overloaded);
  expect(run).not.toHaveBeenCalled();
});

test('a grant behind a slow one is refused in time, and is not begun later', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  try {
    const quota = new LockQuota({ store: new MemoryLockStore(), maxLocks: 1, maxWaitMs: 1_000 });
    let end!: () => void;
    const slow = quota.grant(alice, () => new Promise<void>((resolve) => (end = resolve)));
    const run = jest.fn(succeed);
    const late = quota.grant(alice, run).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(1_100);
    expect(await late).toBeInstanceOf(Overloaded);
    end();
    await slow;
    await new Promise(setImmediate);
    expect(run).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});

test('the number of waiting grants is limited per holder', async () => {
  const quota = new LockQuota({
    store: new MemoryLockStore(),
    maxLocks: 1,
    maxWaitMs: MAX_WAIT_MS,
  });
  let end!: () => void;
  const running = new Promise<void>((resolve) => (end = resolve));
  const grants = Array.from({ length: 600 }, () =>
    quota
      .grant(alice, () => running)
      .then(
        () => 'granted',
        (error: Error) => error.name,
      ),
  );
  await expect(quota.grant(bob, succeed)).resolves.toBe('granted');
  end();
  const outcomes = await Promise.all(grants);
  expect(outcomes.filter((outcome) => outcome === 'Overloaded')).toHaveLength(100);
});

test('holders without grants in progress use no memory', async () => {
  const quota = new LockQuota({
    store: new MemoryLockStore(),
    maxLocks: 1,
    maxWaitMs: MAX_WAIT_MS,
  });
  const holders = Array.from({ length: 20 }, (_, index) => ({
    holderId: `user-${index}`,
    keys: [key],
  }));
  await Promise.all(holders.map((holder) => quota.grant(holder, succeed)));
  await quota.grant(alice, () => Promise.reject(new Error('no database'))).catch(() => undefined);
  await new Promise(setImmediate);
  expect(quota.size).toBe(0);
});
