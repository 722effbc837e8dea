import { type LockChange } from '../../../src/domain/lock-change';
import { type Holder } from '../../../src/domain/lock';
import { acquire, remove, takeOver } from '../../../src/domain/lock-state';
import { MAX_DOCUMENT_BYTES } from '../../../src/storage/locks/lock-document';
import { mongo } from 'mongoose';
import { ALICE, BOB, heldByAlice, KEY } from '../../support/lock-records';
import { openTestStore, type TestStore } from '../../support/open-test-store';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';

let uri: string;
let opened: TestStore;
let told: LockChange[];

beforeEach(async () => {
  uri = createTestDatabaseUri();
  told = [];
  opened = await openTestStore(uri, { onChanges: (changes) => void told.push(...changes) });
});

afterEach(async () => {
  await opened.close();
  await dropDatabase(uri);
});

const asked = { key: KEY, defaultLeaseMs: 60_000, leaseMs: 60_000, note: null };
const acquireBy = (holder: Holder) => opened.store.change(KEY, acquire({ ...asked, holder }));
const removeBy = ({ id }: Holder) => opened.store.change(KEY, remove({ holderId: id }));
const stored = () => opened.locks.findOne({ _id: KEY.id });

test('each write has one more version, and what it did', async () => {
  await acquireBy(ALICE);
  const first = (await stored())!;
  expect(first.version).toBe(first.acquiredAt.getTime());
  expect(first.changes).toEqual([{ type: 'ACQUIRED', at: first.acquiredAt }]);
  await acquireBy(ALICE);
  expect(await stored()).toMatchObject({
    ...{ version: first.version! + 1, changes: [{ type: 'RENEWED' }] },
  });
  await acquireBy(BOB);
  expect(await stored()).toMatchObject({ version: first.version! + 1 });
  await removeBy(ALICE);
  const last = (await stored())!;
  expect(last).toMatchObject({
    ...{ version: first.version! + 2, changes: [{ type: 'RELEASED', at: last.endedAt }] },
  });
});

test('what several callers did within one write is all there, with the locks that are gone', async () => {
  await Promise.all([
    acquireBy(ALICE),
    removeBy(ALICE),
    acquireBy(BOB),
    acquireBy(ALICE),
    opened.store.change(KEY, takeOver({ ...asked, holder: ALICE, reason: 'urgent' })),
    removeBy(ALICE),
    acquireBy(BOB),
  ]);
  const { version, acquiredAt, changes } = (await stored())!;
  expect(version).toBe(acquiredAt.getTime());
  const alices = { lock: { holder: ALICE, leaseMs: 60_000 } };
  expect(changes).toMatchObject([
    { type: 'ACQUIRED', ...alices },
    { type: 'RELEASED', ...alices },
    { type: 'ACQUIRED', lock: { holder: BOB } },
    { type: 'TAKEN_OVER', ...alices, previousHolder: BOB, reason: 'urgent' },
    { type: 'RELEASED', ...alices },
    { type: 'ACQUIRED' },
  ]);
  const tokens = changes!.map(({ lock }) => lock?.fencingToken);
  expect(tokens[0]).toBe(tokens[1]);
  expect(tokens[3]).toBe(tokens[4]);
  expect(changes!.at(-1)).not.toHaveProperty('lock');
  expect(told.map(({ type }) => type)).toEqual(changes!.map(({ type }) => type));
});

test('more than one write can tell of is told by the next ones, in order', async () => {
  const holders = Array.from({ length: 32 }, (_, index) => ({
    ...{ id: `${index}`.padEnd(1_024, '\u20ac'), username: '\u20ac'.repeat(256) },
  }));
  const note = '\u{1F512}'.repeat(280);
  await acquireBy(ALICE);
  told = [];
  const answers = await Promise.all(
    holders.map((holder) =>
      opened.store.change(KEY, takeOver({ ...asked, holder, note, reason: note })),
    ),
  );
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['takenOver']));
  expect(told.map(({ lock }) => lock.holder.id)).toEqual(holders.map(({ id }) => id));
  const document = (await stored())!;
  expect(document.holder).toEqual(holders.at(-1));
  expect(mongo.BSON.calculateObjectSize(document)).toBeLessThan(MAX_DOCUMENT_BYTES);
  expect(document.changes!.length).toBeLessThan(32);
}, 60_000);

test('a mark is a write of its own, which a change that read the lock before it cannot undo', async () => {
  await acquireBy(ALICE);
  await opened.expire(KEY);
  const before = (await stored())!;
  await opened.store.markExpired();
  const marked = (await stored())!;
  expect(marked).toMatchObject({
    ...{ version: before.version! + 1, status: 'expired' },
    changes: [{ type: 'EXPIRED', at: before.expiresAt }],
  });
  expect(marked.revision.equals(before.revision)).toBe(false);
  await acquireBy(BOB);
  expect((await stored())!.changes).toMatchObject([{ type: 'ACQUIRED' }]);
});

test('a lock of the first release, without the newer fields, works on', async () => {
  const { lock } = heldByAlice();
  const { ObjectId } = mongo;
  await opened.locks.insertOne({
    ...{ _id: KEY.id, route: KEY.route, resourceId: KEY.resourceId, status: 'held', note: null },
    ...{ holder: ALICE, acquiredAt: lock.acquiredAt, renewedAt: lock.renewedAt },
    ...{ expiresAt: null, leaseMs: null, fencingToken: 7, endedAt: null },
    revision: new ObjectId(),
  });
  expect(await opened.store.find(KEY)).toMatchObject({
    ...{ sessionId: null, isReserved: false, holdEndsAt: null, waiters: [], fencingToken: 7 },
  });
  expect(await acquireBy(BOB)).toMatchObject({ kind: 'heldByOther', lock: { holder: ALICE } });
  expect(await acquireBy(ALICE)).toMatchObject({ kind: 'acquired', created: false });
  expect(await stored()).toMatchObject({ version: 1, changes: [{ type: 'RENEWED' }] });
});

test('the versions of a record rise beyond the end of its document', async () => {
  await acquireBy(ALICE);
  await removeBy(ALICE);
  const { version } = (await stored())!;
  await opened.locks.deleteOne({ _id: KEY.id });
  // The clean-up comes a day later.
  while (Date.now() <= version!) await new Promise(setImmediate);
  await acquireBy(BOB);
  expect((await stored())!.version).toBeGreaterThan(version!);
});
