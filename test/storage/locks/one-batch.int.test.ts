import { acquire, remove, takeOver } from '../../../src/domain/lock-state';
import { Unavailable, UnreadableLock } from '../../../src/domain/errors';
import { toDocument } from '../../../src/storage/locks/lock-document';
import { ReadBarrier } from '../../../src/storage/locks/read-barrier';
import { ALICE, BOB, heldByAlice, KEY } from '../../support/lock-records';
import { storePerTest } from '../../support/managed-store';
import { volume } from '../../support/open-test-store';
import { profiled } from '../../support/profiled';

const opened = storePerTest();

afterEach(() => jest.restoreAllMocks());

/** How often a read was put behind a majority write so far. */
async function countBarriers(): Promise<number> {
  const slots = await opened.database.collection('lock_barriers').find().toArray();
  return slots.reduce((sum, { count }) => sum + (count as number), 0);
}

test('changes of one key that share a batch take effect in the order of arrival', async () => {
  const ask = { key: KEY, leaseMs: 60_000, defaultLeaseMs: null, note: null };
  const answers = await Promise.all([
    opened.store.change(KEY, acquire({ ...ask, holder: ALICE })),
    opened.store.change(KEY, acquire({ ...ask, holder: BOB })),
    opened.store.change(KEY, takeOver({ ...ask, holder: BOB })),
    opened.store.change(KEY, remove({ holderId: ALICE.id })),
    opened.store.change(KEY, remove({ holderId: BOB.id })),
    opened.store.change(KEY, remove({ holderId: BOB.id })),
    opened.store.change(KEY, acquire({ ...ask, holder: ALICE })),
  ]);
  expect(answers.map(({ kind }) => kind)).toEqual([
    'acquired',
    'heldByOther',
    'takenOver',
    'heldByOther',
    'removed',
    'notFound',
    'acquired',
  ]);
  const [first, , second, , , , third] = answers.map(({ lock }) => lock?.fencingToken);
  expect(second).toBeGreaterThan(first!);
  expect(third).toBeGreaterThan(second!);
  const stored = await opened.locks.find().toArray();
  expect(stored).toMatchObject([{ _id: KEY.id, holder: ALICE, fencingToken: third }]);
});

test('what is answered is what is stored, to the millisecond', async () => {
  const { lock } = await opened.acquire(KEY, ALICE);
  const { holder, acquiredAt, renewedAt, expiresAt, leaseMs, fencingToken, note } = lock;
  expect(await opened.locks.findOne({ _id: KEY.id })).toMatchObject({
    ...{ holder, acquiredAt, renewedAt, expiresAt, leaseMs, fencingToken, note },
    ...{ route: KEY.route, resourceId: KEY.resourceId, status: 'held' },
  });
  expect(await opened.store.find(KEY)).toEqual({ ...lock, asOf: expect.any(Date) as Date });
});

test('an answer that writes nothing is confirmed by one majority write for its whole batch', async () => {
  const ids = ['1', '2', '3'];
  await Promise.all(ids.map((id) => opened.acquire(volume(id), ALICE)));
  const before = await countBarriers();
  const commands = await profiled(opened.database, async () => {
    const answers = await Promise.all(ids.map((id) => opened.acquire(volume(id), BOB)));
    expect(answers.map(({ kind }) => kind)).toEqual(Array(3).fill('heldByOther'));
  });
  expect(commands.map(({ op }) => op)).toEqual(['command', 'update']);
  expect(await countBarriers()).toBe(before + 1);
});

test('beside a grant of its batch, that write confirms it', async () => {
  // On a slow machine that write takes longer than usual, and would not be waited for.
  jest.spyOn(ReadBarrier.prototype, 'patienceMs', 'get').mockReturnValue(60_000);
  await opened.acquire(KEY, ALICE);
  const commands = await profiled(opened.database, async () => {
    const answers = await Promise.all([
      opened.acquire(KEY, BOB),
      opened.acquire(volume('granted'), BOB),
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(['heldByOther', 'acquired']);
  });
  expect(commands.map(({ op }) => op)).toEqual(['command', 'insert']);
});

test.each<[string, () => void]>([
  [
    'the server does not tell its term',
    () => jest.spyOn(ReadBarrier.prototype, 'term', 'get').mockReturnValue(undefined),
  ],
  [
    'the term of the primary has changed since the reading began',
    () => jest.spyOn(ReadBarrier.prototype, 'term', 'get').mockReturnValueOnce(0),
  ],
  [
    'the write met a change of the primary',
    () => jest.spyOn(ReadBarrier.prototype, 'write').mockResolvedValue(undefined),
  ],
])('when %s, it is read again behind a majority write', async (_when, arrange) => {
  await opened.acquire(KEY, ALICE);
  arrange();
  const commands = await profiled(opened.database, async () => {
    expect(await opened.acquire(KEY, BOB)).toMatchObject({ kind: 'heldByOther' });
  });
  const [, ...confirmation] = commands.slice(-3);
  expect(confirmation.map(({ op }) => op)).toEqual(['update', 'command']);
  expect(confirmation[1]!.readConcern).toBe('majority');
});

test('a grant in another term than the reading confirms nothing', async () => {
  await opened.acquire(KEY, ALICE);
  jest.spyOn(ReadBarrier.prototype, 'term', 'get').mockReturnValueOnce(0);
  const again = jest.spyOn(ReadBarrier.prototype, 'read');
  const answers = await Promise.all([
    opened.acquire(KEY, BOB),
    opened.acquire(volume('granted'), BOB),
  ]);
  expect(answers.map(({ kind }) => kind)).toEqual(['heldByOther', 'acquired']);
  expect(again).toHaveBeenCalledWith([KEY.id]);
});

test('without that confirmation it is a failure, and no conflict is guessed', async () => {
  await opened.acquire(KEY, ALICE);
  await opened.acquire(KEY, BOB);
  await opened.database.command({ collMod: 'lock_barriers', validator: { count: { $lt: 0 } } });
  const answers = await Promise.allSettled([
    opened.acquire(KEY, BOB),
    opened.store.change(volume('free'), remove({ holderId: BOB.id })),
  ]);
  expect(answers).toMatchObject(
    Array(2).fill({ status: 'rejected', reason: expect.any(Unavailable) as Unavailable }),
  );
});

test.each(['holder', 'expiresAt'])(
  'a document without %s fails its own calls, and none that share their batch',
  async (field) => {
    await opened.locks.insertOne(toDocument(heldByAlice(), 1));
    await opened.locks.updateOne({ _id: KEY.id }, { $unset: { [field]: '' } });
    await opened.acquire(volume('held'), ALICE);
    const answers = await Promise.allSettled([
      opened.acquire(volume('before'), BOB),
      opened.acquire(KEY, BOB),
      opened.acquire(volume('held'), BOB),
      opened.acquire(volume('after'), BOB),
    ]);
    expect(answers).toMatchObject([
      { status: 'fulfilled', value: { kind: 'acquired', created: true } },
      { status: 'rejected', reason: expect.any(UnreadableLock) as UnreadableLock },
      { status: 'fulfilled', value: { kind: 'heldByOther' } },
      { status: 'fulfilled', value: { kind: 'acquired', created: true } },
    ]);
  },
);

test('a list that a decision rests on is read behind a majority write, a list to look at is not', async () => {
  await opened.acquire(KEY, ALICE);
  const query = { filter: { holderId: ALICE.id }, limit: 10 };
  const before = await countBarriers();
  const [seen] = await opened.store.list(query);
  expect(await countBarriers()).toBe(before);
  const [decided] = await opened.store.list({ ...query, isForDecision: true });
  expect(await countBarriers()).toBe(before + 1);
  expect(decided).toEqual({ ...seen, asOf: expect.any(Date) as Date });
});
