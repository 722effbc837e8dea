import { mongo } from 'mongoose';
import { acquire, remove } from '../../../src/domain/lock-state';
import { type BegunChange } from '../../../src/domain/lock-store';
import { AheadReading } from '../../../src/storage/locks/read-ahead';
import { twoStoresPerFile } from '../../support/managed-store';
import { holderNamed, volume } from '../../support/open-test-store';
import { profiled } from '../../support/profiled';

const [one, other] = twoStoresPerFile();
const alice = holderNamed('alice');
const bob = holderNamed('bob');

let aheadMs = 0;
beforeEach(() => {
  // A reading of the test before is too old, and none of this test grows old on a slow machine.
  aheadMs += 1_000;
  jest.spyOn(performance, 'now').mockReturnValue(performance.now() + aheadMs);
});

afterEach(() => jest.restoreAllMocks());

/** A change of one volume that was begun, with its reading done. */
async function begun(id: string): Promise<BegunChange> {
  const reading = jest.spyOn(mongo.AggregationCursor.prototype, 'toArray');
  const change = one.store.beginChange(volume(id));
  expect(reading).toHaveBeenCalledTimes(1);
  await reading.mock.results[0]!.value;
  reading.mockRestore();
  return change;
}

/** Decides a change and returns its outcome, which was first judged on what was read ahead. */
async function decideOnReading<Outcome>(decided: () => Promise<Outcome>): Promise<Outcome> {
  const take = jest.spyOn(AheadReading.prototype, 'take');
  const outcome = await decided();
  expect(take.mock.results[0]!.value).toBeInstanceOf(Promise);
  return outcome;
}

const acquireBy = (holder: typeof alice, id: string) =>
  acquire({ key: volume(id), holder, leaseMs: 60_000, defaultLeaseMs: null, note: null });

test('a lone change that was begun reads nothing more before it writes', async () => {
  const plain = await profiled(one.database, () => one.acquire(volume('plain'), alice));
  const ahead = await profiled(one.database, async () => {
    const change = await begun('ahead');
    await decideOnReading(() => change.decide(acquireBy(alice, 'ahead')));
  });
  expect(plain.length).toBeGreaterThan(1);
  expect(ahead.map(({ op }) => op)).toEqual(plain.map(({ op }) => op));
});

test('a lock that another gateway granted since is not granted again', async () => {
  const change = await begun('granted');
  await other.acquire(volume('granted'), bob);
  const answer = await decideOnReading(() => change.decide(acquireBy(alice, 'granted')));
  expect(answer).toMatchObject({ kind: 'heldByOther', lock: { holder: bob } });
});

test('a lock that another gateway removed since is not refused', async () => {
  await other.acquire(volume('removed'), bob);
  const change = await begun('removed');
  await other.store.change(volume('removed'), remove({ holderId: bob.id }));
  const answer = await decideOnReading(() => change.decide(acquireBy(alice, 'removed')));
  expect(answer).toMatchObject({ kind: 'acquired' });
});

test('a lock that another gateway granted anew since is not removed', async () => {
  await other.acquire(volume('anew'), alice);
  const change = await begun('anew');
  await other.store.change(volume('anew'), remove({ holderId: alice.id }));
  await other.acquire(volume('anew'), bob);
  const answer = await decideOnReading(() => change.decide(remove({ holderId: alice.id })));
  expect(answer).toMatchObject({ kind: 'heldByOther', lock: { holder: bob } });
});

test('what was read for one call is never used for a later one, which would be judged too early', async () => {
  const { lock } = await one.acquire(volume('ended'), alice);
  await begun('ended');
  await one.expire(volume('ended'));
  const again = await one.acquire(volume('ended'), alice);
  expect(again).toMatchObject({ kind: 'acquired', created: true });
  expect(again.lock.fencingToken).toBeGreaterThan(lock.fencingToken);
});

test('a call that shares its batch with another is judged on a reading of both', async () => {
  await one.acquire(volume('shared'), alice);
  const change = await begun('shared');
  await one.expire(volume('shared'));
  const take = jest.spyOn(AheadReading.prototype, 'take');
  const answers = await Promise.all([
    change.decide(acquireBy(bob, 'shared')),
    one.acquire(volume('beside'), alice),
  ]);
  expect(take).not.toHaveBeenCalled();
  expect(answers).toMatchObject([{ kind: 'acquired' }, { kind: 'acquired' }]);
});
