import {
  acquire,
  expire,
  forceRemove,
  remove,
  renew,
  takeOver,
} from '../../../src/domain/lock-state';
import { type Transition } from '../../../src/domain/transition';
import { request } from '../../../src/domain/waiting';
import { markExpired } from '../../../src/storage/locks/expiry-marker';
import { toDocument } from '../../../src/storage/locks/lock-document';
import { ACQUIRED_AT, ALICE, BOB, heldByAlice, KEY } from '../../support/lock-records';
import { malformedLock } from '../../support/malformed-locks';
import { storePerFile } from '../../support/managed-store';

const opened = storePerFile();

beforeEach(async () => {
  await opened.locks.deleteMany({});
});

/** Inserts an unmarked lock of alice whose lease ran out long ago. */
async function insertExpired(): Promise<void> {
  await opened.locks.insertOne(toDocument(heldByAlice(), 1));
}

const holderOfKey = async (): Promise<string | undefined> =>
  (await opened.store.find(KEY))?.holder.id;

test('a lock that ran out is free at once, and neither found, listed nor counted', async () => {
  await insertExpired();
  expect(await opened.store.find(KEY)).toBeUndefined();
  expect(await opened.store.list({ filter: {}, limit: 10 })).toEqual([]);
  const filter = { route: KEY.route, resourceIds: [KEY.resourceId] };
  expect(await opened.store.list({ filter, limit: 10 })).toEqual([]);
  expect(await opened.store.list({ filter: { holderId: ALICE.id }, limit: 10 })).toEqual([]);
  expect(await opened.store.count({})).toBe(0);
  expect(await opened.acquire(KEY, BOB)).toMatchObject({ kind: 'acquired', created: true });
  expect(await holderOfKey()).toBe(BOB.id);
});

test('a lock is free from the database’s instant of expiry on, and not before', async () => {
  await opened.acquire(KEY, ALICE);
  expect(await opened.acquire(KEY, BOB)).toMatchObject({ kind: 'heldByOther' });
  await opened.expire(KEY);
  expect(await opened.acquire(KEY, BOB)).toMatchObject({ kind: 'acquired' });
});

test('marking marks each lock that ran out once, and no other', async () => {
  await insertExpired();
  const held = { ...heldByAlice(), lock: { ...heldByAlice().lock, expiresAt: null } };
  await opened.locks.insertOne({ ...toDocument(held, 1), _id: 'held', resourceId: 'held' });
  await opened.locks.insertMany(
    Array.from({ length: 2_500 }, (_, number) => ({
      ...toDocument(heldByAlice(), 1),
      _id: `many-${number}`,
      resourceId: `many-${number}`,
    })),
  );
  expect(await opened.store.markExpired()).toBe(2_501);
  expect(await opened.store.markExpired()).toBe(0);
  const marked = await opened.locks.findOne({ _id: KEY.id });
  expect(marked).toMatchObject({ status: 'expired', endedAt: marked!.expiresAt });
  expect(marked!.sweepAt!.getTime()).toBeGreaterThan(marked!.endedAt!.getTime());
  const kept = await opened.locks.findOne({ _id: 'held' });
  expect(kept).toMatchObject({ status: 'held', endedAt: null });
  expect(kept).not.toHaveProperty('sweepAt');
});

test('whoever waits does not wait for thousands of others to be marked', async () => {
  const { locks, database } = opened;
  await locks.insertMany(
    Array.from({ length: 3_500 }, (_, number) => ({
      ...toDocument(heldByAlice(), 1),
      _id: `many-${number}`,
      resourceId: `many-${number}`,
    })),
  );
  await opened.acquire(KEY, ALICE);
  const asked = { key: KEY, holder: BOB, defaultLeaseMs: 60_000, message: null, placeMs: 60_000 };
  await opened.store.change(KEY, request(asked));
  await opened.expire(KEY);
  let left = 0;
  const marked = await markExpired({
    ...{ database, locks },
    expire: async (key) => {
      const hasPassedOn = await opened.store.change(key, expire());
      if (hasPassedOn) left = await locks.countDocuments({ status: 'held', _id: /^many-/ });
      return hasPassedOn;
    },
  });
  expect(left).toBeGreaterThan(0);
  expect(marked).toBe(3_501);
  expect(await holderOfKey()).toBe(BOB.id);
});

test.each([
  ['a list of times for its expiry', { expiresAt: [ACQUIRED_AT, ACQUIRED_AT] }],
  ['text for its expiry', { expiresAt: '2026-03-01T10:00:00.000Z' }],
  ['the earliest time there is', { expiresAt: new Date(-8.64e15) }],
])('a lock that has %s does not prevent others from being marked', async (_title, damage) => {
  await opened.locks.insertOne({ ...malformedLock('0-bad', damage) });
  await insertExpired();
  await opened.store.markExpired();
  expect(await opened.locks.findOne({ _id: KEY.id })).toMatchObject({ status: 'expired' });
});

test('a lock whose mark the database rejects does not prevent others from being marked', async () => {
  const { collectionName: collMod } = opened.locks;
  await opened.locks.insertMany(
    Array.from({ length: 1_500 }, (_, number) => ({
      ...toDocument(heldByAlice(), 1),
      _id: `many-${number}`,
      resourceId: `many-${number}`,
    })),
  );
  // Whatever is first in the order of expiry stands in the way first.
  const refused = /^many-\d{2}$/;
  await opened.database.command({
    collMod,
    validator: { $nor: [{ status: 'expired', _id: refused }] },
  });
  try {
    expect(await opened.store.markExpired()).toBe(1_410);
    expect(await opened.store.markExpired()).toBe(0);
  } finally {
    await opened.database.command({ collMod, validator: {} });
  }
  const held = await opened.locks.find({ status: 'held' }).toArray();
  expect(held).toHaveLength(90);
  expect(held.every(({ _id }) => refused.test(_id))).toBe(true);
});

const token = ACQUIRED_AT.getTime();
const grant = { key: KEY, leaseMs: null, defaultLeaseMs: null, note: null };
const renewal = { fencingToken: token, defaultLeaseMs: null };
const DECISIONS: [string, Transition<{ kind: string }>][] = [
  ['acquire by its last holder', acquire({ ...grant, holder: ALICE })],
  ['acquire by another user', acquire({ ...grant, holder: BOB })],
  ['renew', renew({ ...renewal, holderId: ALICE.id })],
  ['renew by another user', renew({ ...renewal, holderId: BOB.id })],
  ['remove', remove({ holderId: ALICE.id, fencingToken: token })],
  ['remove under an older token', remove({ holderId: ALICE.id, fencingToken: token - 1 })],
  ['remove by another user', remove({ holderId: BOB.id })],
  ['forced removal', forceRemove({ actor: BOB })],
  ['take-over', takeOver({ ...grant, holder: BOB })],
];

test.each(DECISIONS)('%s decides the same before and after marking', async (_title, transition) => {
  const seen: unknown[] = [];
  for (const isMarked of [false, true]) {
    await opened.locks.deleteMany({});
    await insertExpired();
    if (isMarked) expect(await opened.store.markExpired()).toBe(1);
    const { kind } = await opened.store.change(KEY, transition);
    const record = await opened.locks.findOne({ _id: KEY.id });
    // A mark is all that may differ in a record that no decision touched.
    const status = record!.status === 'expired' ? 'held' : record!.status;
    seen.push([kind, record!.holder.id, status, await holderOfKey()]);
  }
  expect(seen[1]).toEqual(seen[0]);
});

test('a lock that is revived or granted anew is no longer up for the clean-up', async () => {
  await insertExpired();
  await opened.store.markExpired();
  await opened.store.change(KEY, renew({ ...renewal, holderId: ALICE.id }));
  expect(await opened.locks.findOne({ _id: KEY.id })).not.toHaveProperty('sweepAt');
  await opened.store.change(KEY, remove({ holderId: ALICE.id }));
  expect(await opened.locks.findOne({ _id: KEY.id })).toHaveProperty('sweepAt');
  await opened.acquire(KEY, BOB);
  expect(await opened.locks.findOne({ _id: KEY.id })).not.toHaveProperty('sweepAt');
});
