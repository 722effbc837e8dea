import { Unavailable } from '../../../src/domain/errors';
import { takeOver } from '../../../src/domain/lock-state';
import { storePerTest } from '../../support/managed-store';
import { holderNamed, volume } from '../../support/open-test-store';

const alice = holderNamed('alice');
const bob = holderNamed('bob');
const opened = storePerTest();

/** From now on the database refuses documents of bob with the id `refused`. */
async function refuseOne(): Promise<void> {
  await opened.database.command({
    collMod: opened.locks.collectionName,
    validator: { $nor: [{ resourceId: 'refused', 'holder.id': bob.id }] },
  });
}

const ids = ['before', 'refused', 'after'];

test('a grant that the database refuses fails alone, beside others in its batch', async () => {
  await refuseOne();
  // Called at once: they share a batch.
  const answers = await Promise.allSettled(ids.map((id) => opened.acquire(volume(id), bob)));
  expect(answers).toMatchObject([
    { status: 'fulfilled', value: { kind: 'acquired', created: true } },
    { status: 'rejected', reason: expect.any(Unavailable) as Unavailable },
    { status: 'fulfilled', value: { kind: 'acquired', created: true } },
  ]);
  const stored = await opened.locks.find({}, { sort: { _id: 1 } }).toArray();
  expect(stored.map(({ resourceId }) => resourceId)).toEqual(['after', 'before']);
  expect(await opened.acquire(volume('refused'), alice)).toMatchObject({ created: true });
});

test('a take-over that the database refuses fails alone and leaves the lock as it was', async () => {
  for (const id of ids) await opened.acquire(volume(id), alice);
  await refuseOne();
  const answers = await Promise.allSettled(
    ids.map((id) => {
      const key = volume(id);
      return opened.store.change(key, takeOver({ key, holder: bob, leaseMs: null, note: null }));
    }),
  );
  expect(answers).toMatchObject([
    { status: 'fulfilled', value: { kind: 'takenOver' } },
    { status: 'rejected', reason: expect.any(Unavailable) as Unavailable },
    { status: 'fulfilled', value: { kind: 'takenOver' } },
  ]);
  const found = await Promise.all(ids.map((id) => opened.store.find(volume(id))));
  expect(found.map((lock) => lock?.holder.id)).toEqual([bob.id, alice.id, bob.id]);
});
