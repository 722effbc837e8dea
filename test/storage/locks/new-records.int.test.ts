import { acquire, remove } from '../../../src/domain/lock-state';
import { twoStoresPerFile } from '../../support/managed-store';
import { holderNamed, volume } from '../../support/open-test-store';
import { profiled } from '../../support/profiled';

const [one, other] = twoStoresPerFile();
const alice = holderNamed('alice');
const bob = holderNamed('bob');

let next = 0;
const newIds = (count: number): string[] => Array.from({ length: count }, () => `new-${next++}`);

/**
 * Acquires so many new records that the store presumes the next to be new as well; not all at once,
 * which a store that has seen only slow batches refuses.
 */
async function presume(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(newIds(160).map((id) => one.acquire(volume(id), alice)));
  }
}

/** The kinds of commands that a call sends. */
async function commandsOf(call: () => Promise<unknown>): Promise<string[]> {
  return (await profiled(one.database, call)).map(({ op }) => op);
}

beforeEach(async () => {
  // No reading grows old on a slow machine.
  jest.spyOn(performance, 'now').mockReturnValue(performance.now());
  jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  await presume();
});
afterEach(() => jest.restoreAllMocks());

test('a record after many new ones is written without being read', async () => {
  const commands = await commandsOf(async () => {
    expect(await one.acquire(volume('unread'), alice)).toMatchObject({ created: true });
  });
  expect(commands).toEqual(['insert']);
  const { acquiredAt, expiresAt, fencingToken } = (await one.store.find(volume('unread')))!;
  // Database and test have one clock, which went on after the reading.
  expect(acquiredAt.getTime()).toBeLessThanOrEqual(new Date().getTime());
  expect(expiresAt!.getTime() - acquiredAt.getTime()).toBe(60 * 60_000);
  expect(fencingToken).toBe(acquiredAt.getTime());
});

test('changes begun ahead are not read either', async () => {
  const key = volume('begun');
  const commands = await commandsOf(async () => {
    const change = one.store.beginChange(key);
    // By then its batch waits for it.
    await new Promise(setImmediate);
    await change.decide(
      acquire({ key, holder: alice, leaseMs: null, defaultLeaseMs: null, note: null }),
    );
  });
  expect(commands).toEqual(['insert']);
});

test('a record that is held after all is refused, and the others of its batch are granted', async () => {
  await other.acquire(volume('held'), bob);
  const ids = ['before', 'held', 'after'];
  const answers = await Promise.all(ids.map((id) => one.acquire(volume(id), alice)));
  expect(answers).toMatchObject([
    { kind: 'acquired', created: true },
    { kind: 'heldByOther', lock: { holder: bob } },
    { kind: 'acquired', created: true },
  ]);
});

test('after one that was not new the next are read', async () => {
  await other.acquire(volume('not-new'), bob);
  await one.acquire(volume('not-new'), alice);
  const commands = await commandsOf(() => one.acquire(volume('read-again'), alice));
  expect(commands).toEqual(['command', 'insert']);
});

test('a lock that is removed is read first', async () => {
  await other.acquire(volume('removable'), bob);
  const removal = remove({ holderId: bob.id });
  expect(await one.store.change(volume('removable'), removal)).toMatchObject({ kind: 'removed' });
});

test('after a change that needed what is stored the next are read ahead again', async () => {
  const removal = remove({ holderId: bob.id });
  expect(await one.store.change(volume('free'), removal)).toMatchObject({ kind: 'notFound' });
  const commands = await commandsOf(() => one.acquire(volume('read-once-more'), alice));
  expect(commands).toEqual(['command', 'insert']);
});
