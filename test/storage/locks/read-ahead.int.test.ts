import { mongo } from 'mongoose';
import { acquire, remove } from '../../../src/domain/lock-state';
import { type BegunChange } from '../../../src/domain/lock-store';
import { type Transition } from '../../../src/domain/transition';
import { AheadReading } from '../../../src/storage/locks/read-ahead';
import { ReadBarrier } from '../../../src/storage/locks/read-barrier';
import { twoStoresPerTest } from '../../support/managed-store';
import { holderNamed, volume } from '../../support/open-test-store';
import { profiled } from '../../support/profiled';

const [one, other] = twoStoresPerTest();
const alice = holderNamed('alice');
const bob = holderNamed('bob');

/** Begun changes whose batch waits for one more, which is never decided, until it is withdrawn. */
interface Gathered {
  readonly changes: readonly BegunChange[];
  /** Lets the batch of those that are decided start. */
  readonly go: () => void;
}

// No reading grows old on a slow machine.
beforeEach(() => void jest.spyOn(performance, 'now').mockReturnValue(performance.now()));
afterEach(() => jest.restoreAllMocks());

/** Changes of these volumes that were begun together, with their reading done. */
async function begun(...ids: string[]): Promise<Gathered> {
  const reading = jest.spyOn(mongo.AggregationCursor.prototype, 'toArray');
  const changes = ids.map((id) => one.store.beginChange(volume(id)));
  const absent = one.store.beginChange(volume('absent'));
  await new Promise(setImmediate);
  expect(reading).toHaveBeenCalledTimes(1);
  await reading.mock.results[0]!.value;
  reading.mockRestore();
  return { changes, go: () => absent.withdraw() };
}

/** Decides a change and returns its outcome, which was first judged on what was read ahead. */
async function decideOnReading<Outcome>(
  { changes: [change], go }: Gathered,
  transition: Transition<Outcome>,
): Promise<Outcome> {
  const covers = jest.spyOn(AheadReading.prototype, 'covers');
  const outcome = change!.decide(transition);
  go();
  const decided = await outcome;
  expect(covers.mock.results[0]!.value).toBe(true);
  return decided;
}

const acquireBy = (holder: typeof alice, id: string) =>
  acquire({ key: volume(id), holder, leaseMs: 60_000, defaultLeaseMs: null, note: null });

test('changes that were begun together share one reading, and read nothing more before they write', async () => {
  const plain = await profiled(one.database, () => one.acquire(volume('plain'), alice));
  const ahead = await profiled(one.database, async () => {
    const { changes, go } = await begun('ahead', 'beside');
    const answers = ['ahead', 'beside'].map((id, index) =>
      changes[index]!.decide(acquireBy(alice, id)),
    );
    go();
    expect(await Promise.all(answers)).toMatchObject([{ kind: 'acquired' }, { kind: 'acquired' }]);
  });
  expect(plain.length).toBeGreaterThan(1);
  expect(ahead.map(({ op }) => op)).toEqual(plain.map(({ op }) => op));
});

test('a lock that another gateway granted since is not granted again', async () => {
  const change = await begun('granted');
  await other.acquire(volume('granted'), bob);
  const answer = await decideOnReading(change, acquireBy(alice, 'granted'));
  expect(answer).toMatchObject({ kind: 'heldByOther', lock: { holder: bob } });
});

test('a lock that was held when it was read refuses the call, though it was removed since', async () => {
  await other.acquire(volume('removed'), bob);
  const change = await begun('removed');
  await other.store.change(volume('removed'), remove({ holderId: bob.id }));
  const answer = await decideOnReading(change, acquireBy(alice, 'removed'));
  expect(answer).toMatchObject({ kind: 'heldByOther', lock: { holder: bob } });
});

test('a lock that was removed since is granted where nothing proves what was read', async () => {
  jest.spyOn(ReadBarrier.prototype, 'term', 'get').mockReturnValue(undefined);
  await other.acquire(volume('unproven'), bob);
  const change = await begun('unproven');
  await other.store.change(volume('unproven'), remove({ holderId: bob.id }));
  const answer = await decideOnReading(change, acquireBy(alice, 'unproven'));
  expect(answer).toMatchObject({ kind: 'acquired' });
});

test('a lock that another gateway granted anew since is not removed', async () => {
  await other.acquire(volume('anew'), alice);
  const change = await begun('anew');
  await other.store.change(volume('anew'), remove({ holderId: alice.id }));
  await other.acquire(volume('anew'), bob);
  const answer = await decideOnReading(change, remove({ holderId: alice.id }));
  expect(answer).toMatchObject({ kind: 'heldByOther', lock: { holder: bob } });
});

test('what was read for one call is never used for a later one, which would be judged too early', async () => {
  const { lock } = await one.acquire(volume('ended'), alice);
  const { go } = await begun('ended');
  await one.expire(volume('ended'));
  const later = one.acquire(volume('ended'), alice);
  go();
  const again = await later;
  expect(again).toMatchObject({ kind: 'acquired', created: true });
  expect(again.lock.fencingToken).toBeGreaterThan(lock.fencingToken);
});

test('a call whose key changes in one batch with a later one is judged on a reading of both', async () => {
  await one.acquire(volume('shared'), alice);
  const { changes, go } = await begun('shared');
  await one.expire(volume('shared'));
  const answers = [
    changes[0]!.decide(acquireBy(bob, 'shared')),
    one.store.change(volume('shared'), acquireBy(alice, 'shared')),
  ];
  go();
  expect(await Promise.all(answers)).toMatchObject([{ kind: 'acquired' }, { kind: 'heldByOther' }]);
});

test('a call beside others that were read ahead has a reading of its own', async () => {
  await one.acquire(volume('late'), alice);
  const { changes, go } = await begun('early');
  await one.expire(volume('late'));
  const answers = [
    changes[0]!.decide(acquireBy(bob, 'early')),
    one.store.change(volume('late'), acquireBy(bob, 'late')),
  ];
  go();
  expect(await Promise.all(answers)).toMatchObject([{ kind: 'acquired' }, { kind: 'acquired' }]);
});

test('a reading ahead that fails is a fault of the changes it was made for, and of no others', async () => {
  const failure = new Error('the connection was lost');
  jest.spyOn(mongo.AggregationCursor.prototype, 'toArray').mockRejectedValueOnce(failure);
  const [change, absent] = ['lost', 'absent'].map((id) => one.store.beginChange(volume(id)));
  await new Promise(setImmediate);
  const answers = [
    change!.decide(acquireBy(alice, 'lost')),
    one.store.change(volume('found'), acquireBy(alice, 'found')),
  ];
  absent!.withdraw();
  expect(await Promise.allSettled(answers)).toMatchObject([
    { status: 'rejected', reason: { name: 'Unavailable', cause: failure } },
    { status: 'fulfilled', value: { kind: 'acquired' } },
  ]);
});
