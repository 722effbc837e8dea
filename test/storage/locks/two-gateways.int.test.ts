import { setTimeout as delay } from 'node:timers/promises';
import { type LockSnapshot } from '../../../src/domain/lock';
import { remove, renew, takeOver } from '../../../src/domain/lock-state';
import { twoStoresPerFile } from '../../support/managed-store';
import { holderNamed, openTestStore, volume } from '../../support/open-test-store';

const [one, other] = twoStoresPerFile();
const alice = holderNamed('alice');
const bob = holderNamed('bob');

test.each([
  ['was never locked', async () => {}],
  [
    'was removed',
    async (id: string) => {
      await one.acquire(volume(id), alice);
      await one.store.change(volume(id), remove({ holderId: alice.id }));
    },
  ],
  [
    'expired',
    async (id: string) => {
      await one.acquire(volume(id), alice);
      await one.expire(volume(id));
    },
  ],
])(
  'of 50 users at once through two gateways, one gets a lock that %s',
  async (before, arrange: (id: string) => Promise<void>) => {
    const key = volume(before);
    await arrange(before);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? one : other).acquire(key, holderNamed(`rival-${index}`)),
      ),
    );
    const winners = answers.filter((answer) => answer.kind === 'acquired');
    expect(winners).toHaveLength(1);
    const losers = answers.filter((answer) => answer.kind === 'heldByOther');
    expect(losers).toHaveLength(49);
    const holders = new Set(answers.map(({ lock }) => lock.holder.id));
    expect([...holders]).toEqual([winners[0]!.lock.holder.id]);
    const stored = await one.locks.find({ route: key.route, resourceId: before }).toArray();
    expect(stored.map(({ _id, holder }) => [_id, holder.id])).toEqual([
      [key.id, winners[0]!.lock.holder.id],
    ]);
  },
);

test('take-overs through two gateways follow one another: each names the holder before it', async () => {
  const key = volume('contended');
  const first = await one.acquire(key, alice);
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => {
      const holder = holderNamed(`sam-${index}`);
      const transition = takeOver({ key, holder, leaseMs: null, note: null });
      return (index % 2 ? one : other).store.change(key, transition);
    }),
  );
  const taken = answers.flatMap((answer) => (answer.kind === 'takenOver' ? [answer] : []));
  expect(taken).toHaveLength(30);
  taken.sort((a, b) => a.lock.fencingToken - b.lock.fencingToken);
  const holders = [first.lock, ...taken.map(({ lock }) => lock)].map(({ holder }) => holder.id);
  expect(taken.map(({ previousHolder }) => previousHolder.id)).toEqual(holders.slice(0, -1));
  const tokens = taken.map(({ lock }) => lock.fencingToken);
  expect(new Set([first.lock.fencingToken, ...tokens]).size).toBe(31);
});

test('tokens rise through removal, expiry, revival, take-over, a restart and the clean-up', async () => {
  const key = volume('tokens');
  const tokens: number[] = [];
  const note = (answer: { lock?: LockSnapshot | null }): void => {
    tokens.push(answer.lock!.fencingToken);
  };
  note(await one.acquire(key, alice));
  await one.store.change(key, remove({ holderId: alice.id }));
  note(await other.acquire(key, bob));
  await one.expire(key);
  note(await one.acquire(key, alice));
  await one.expire(key);
  const revive = renew({ holderId: alice.id, fencingToken: tokens.at(-1)!, defaultLeaseMs: null });
  note(await other.store.change(key, revive));
  note(await one.store.change(key, takeOver({ key, holder: bob, leaseMs: null, note: null })));
  await one.store.change(key, remove({ holderId: bob.id }));
  const restarted = await openTestStore(one.uri);
  try {
    note(await restarted.acquire(key, alice));
  } finally {
    await restarted.close();
  }
  await one.store.change(key, remove({ holderId: alice.id }));
  await one.locks.deleteOne({ _id: key.id });
  // The real clean-up comes a day later; here the clock has to pass the tokens of a busy moment.
  while (Date.now() <= tokens.at(-1)!) await delay(1);
  note(await one.acquire(key, bob));
  expect(tokens).toHaveLength(7);
  expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b));
});

test('a renewal keeps token and beginning, whichever gateway it goes through', async () => {
  const key = volume('renewed');
  const { lock } = await one.acquire(key, alice);
  const again = await other.acquire(key, alice);
  expect(again).toMatchObject({
    kind: 'acquired',
    created: false,
    lock: { fencingToken: lock.fencingToken, acquiredAt: lock.acquiredAt },
  });
  expect(again.lock.expiresAt!.getTime()).toBeGreaterThan(lock.expiresAt!.getTime());
});
