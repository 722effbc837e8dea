import { mongo } from 'mongoose';
import { Overloaded, Unavailable } from '../../../src/domain/errors';
import { lockKeyOf } from '../../../src/domain/lock-key';
import { type AcquireManyResult } from '../../../src/domain/lock-result';
import { type LockService } from '../../../src/domain/lock-service';
import { LOCKS_COLLECTION } from '../../../src/storage/locks/lock-model';
import {
  acquireSet,
  ALICE_WANTS,
  BOB_WANTS,
  type BulkUser,
  EVE,
  partsOf,
  removeSet,
  serviceOn,
  SET_SIZE,
  sharedKey,
  standing,
} from '../../support/joint-load';
import { malformedLock } from '../../support/malformed-locks';
import { openTestStore, type TestStore } from '../../support/open-test-store';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';
import { untilAnswered } from '../../support/until-answered';

const CALL_MS = 4_800;
const ROUNDS = 20;
/** How a gateway introduces itself to the database. */
const GATEWAY = { driverInfo: { name: 'lock-gateway' } };

let uri: string;
let one: TestStore;
let other: TestStore;

beforeEach(async () => {
  uri = createTestDatabaseUri();
  one = await openTestStore(uri);
  other = await openTestStore(uri);
});

afterEach(async () => {
  await one.close();
  await other.close();
  await dropDatabase(uri);
});

/** Acquires the set as soon as the database is fast enough; no answer until then takes too long. */
function untilAcquired(service: LockService, user: BulkUser): Promise<AcquireManyResult> {
  return untilAnswered(async () => {
    const begunAt = performance.now();
    try {
      return await acquireSet(service, user);
    } finally {
      expect(performance.now() - begunAt).toBeLessThan(CALL_MS);
    }
  });
}

/** Reads all the time, until stopped; resolves with how much of each set was seen. */
function beginReading(opened: TestStore): { stop: () => Promise<number[]> } {
  const seen = new Set<number>();
  let isOver = false;
  const running = (async () => {
    while (!isOver) {
      const locks = await untilAnswered(() => standing(opened));
      for (const part of partsOf(locks)) seen.add(part);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await running;
      return [...seen].sort((left, right) => left - right);
    },
  };
}

/** Acquires and removes single records that both want, until stopped. */
function beginSingles(opened: TestStore): { stop: () => Promise<number> } {
  const service = serviceOn(opened);
  let isOver = false;
  let acquired = 0;
  const running = (async () => {
    for (let turn = 0; !isOver; turn += 1) {
      const key = sharedKey(turn % (SET_SIZE / 2));
      const { kind } = await untilAnswered(() => service.acquire(EVE, { key }));
      if (kind !== 'acquired') continue;
      acquired += 1;
      await untilAnswered(() => service.remove(EVE, { key }));
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await running;
      return acquired;
    },
  };
}

test(`in ${ROUNDS} rounds of two users with overlapping sets no part of a set is ever seen or left`, async () => {
  const [first, second] = [serviceOn(one), serviceOn(other)];
  const singles = beginSingles(other);
  const completed: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const reading = beginReading(one);
    const answers = await Promise.all([
      untilAcquired(first, ALICE_WANTS),
      untilAcquired(second, BOB_WANTS),
    ]);
    const seen = await reading.stop();
    expect(seen.filter((part) => part !== 0 && part !== SET_SIZE)).toEqual([]);
    const complete = answers.map((answer) => {
      if (answer.kind !== 'acquiredMany') throw new Error(answer.kind);
      const { acquired, conflicts } = answer;
      expect(acquired).toHaveLength(answer.complete ? SET_SIZE : 0);
      expect(conflicts.length > 0).toBe(!answer.complete);
      return answer.complete;
    });
    const left = partsOf(await standing(one));
    expect(left).toEqual(complete.map((isComplete) => (isComplete ? SET_SIZE : 0)));
    expect(complete.filter(Boolean).length).toBeLessThanOrEqual(1);
    completed.push(complete.filter(Boolean).length);
    await removeSet(first, ALICE_WANTS);
    await removeSet(second, BOB_WANTS);
  }
  expect(await singles.stop()).toBeGreaterThan(0);
  expect(completed).toContain(1);
}, 120_000);

test('no part of a set is seen by a read that gives way to others in the middle', async () => {
  const service = serviceOn(one);
  const { route } = sharedKey(0).key;
  const between = ALICE_WANTS.ids.flatMap((id) => ['a', 'b', 'c'].map((letter) => id + letter));
  const held = await Promise.all(
    between.map((id) => {
      const key = { kind: 'key', key: lockKeyOf(route, id) } as const;
      return untilAnswered(() => service.acquire(EVE, { key }));
    }),
  );
  expect(held.filter(({ kind }) => kind !== 'acquired')).toEqual([]);
  const admin = one.database.admin();
  // By itself a read gives way after 10 ms or 1,000 documents.
  const yieldAfter = (documents: number) =>
    admin.command({ setParameter: 1, internalQueryExecYieldIterations: documents });
  const { was } = await yieldAfter(1);
  try {
    for (let round = 0; round < 2 * ROUNDS; round += 1) {
      const reading = [one, other, other].map(beginReading);
      expect(await untilAcquired(service, ALICE_WANTS)).toMatchObject({ complete: true });
      const seen = await Promise.all(reading.map(({ stop }) => stop()));
      expect(seen.flat().filter((part) => part !== 0 && part !== SET_SIZE)).toEqual([]);
      await removeSet(service, ALICE_WANTS);
    }
  } finally {
    await yieldAfter(Number(was));
  }
}, 180_000);

test('a single change of a record in a set waits for it, and sees it', async () => {
  const [first, second] = [serviceOn(one), serviceOn(other)];
  for (let round = 0; round < 10; round += 1) {
    const [set, single] = await Promise.all([
      untilAcquired(first, ALICE_WANTS),
      untilAnswered(() => second.acquire(EVE, { key: sharedKey(round) })),
    ]);
    const isComplete = set.kind === 'acquiredMany' && set.complete;
    expect(single.kind).toBe(isComplete ? 'heldByOther' : 'acquired');
    await removeSet(first, ALICE_WANTS);
    await second.removeMine(EVE);
  }
});

test('a record whose lock has expired with somebody in line is theirs, and all others stay free', async () => {
  const service = serviceOn(one);
  const key = sharedKey(3);
  await service.acquire(EVE, { key });
  await service.request(BOB_WANTS.caller, { key });
  await one.expire(key.key);
  const answer = await acquireSet(service, ALICE_WANTS);
  const reserved = { holder: { id: BOB_WANTS.caller.id }, isReserved: true };
  expect(answer).toMatchObject({ complete: false, acquired: [], conflicts: [reserved] });
  expect(await standing(one)).toMatchObject([reserved]);
});

test('one document that is not a lock fails the call that names it, and leaves nothing of it', async () => {
  const service = serviceOn(one);
  const { key } = sharedKey(0);
  const broken = { ...malformedLock('any', { note: 5 }), _id: key.id, ...{ route: key.route } };
  await one.locks.insertOne({ ...broken, resourceId: key.resourceId });
  await expect(acquireSet(service, ALICE_WANTS)).rejects.toMatchObject({ name: 'UnreadableLock' });
  expect(await standing(one)).toEqual([]);
  expect(one.storedFaults).toHaveLength(1);
});

test('a document under another id that holds one of the records is named', async () => {
  const service = serviceOn(one);
  const { key } = sharedKey(0);
  const { route, resourceId } = key;
  const duplicate = { ...malformedLock('any', {}), _id: 'duplicate', route, resourceId };
  await one.locks.insertOne(duplicate);
  await expect(acquireSet(service, ALICE_WANTS)).rejects.toMatchObject({ name: 'DuplicateLock' });
  await one.locks.deleteOne({ _id: 'duplicate' });
  expect(await standing(one)).toEqual([]);
});

test('a transaction that its gateway abandoned does not keep others waiting for a minute', async () => {
  const service = serviceOn(one);
  const client = await new mongo.MongoClient(uri, GATEWAY).connect();
  try {
    const session = client.startSession();
    session.startTransaction({ readConcern: { level: 'snapshot' } });
    const locks = client.db().collection(LOCKS_COLLECTION);
    const { key } = sharedKey(0);
    const { route, resourceId } = key;
    await locks.insertOne({ _id: key.id as never, route, resourceId }, { session });
    const acquiring = [0, 1].map((index) =>
      untilAnswered(() => service.acquire(EVE, { key: sharedKey(index) })),
    );
    const answers = await Promise.all(acquiring);
    expect(answers.map(({ kind }) => kind)).toEqual(['acquired', 'acquired']);
    await expect(session.commitTransaction()).rejects.toThrow();
    await session.endSession();
  } finally {
    await client.close();
  }
});

test('a set is not kept waiting by an abandoned transaction either, without any single change', async () => {
  const client = await new mongo.MongoClient(uri, GATEWAY).connect();
  try {
    const session = client.startSession();
    session.startTransaction({ readConcern: { level: 'snapshot' } });
    const { key } = sharedKey(0);
    const locks = client.db().collection(LOCKS_COLLECTION);
    await locks.insertOne({ _id: key.id as never }, { session });
    expect(await untilAcquired(serviceOn(one), ALICE_WANTS)).toMatchObject({ complete: true });
    await expect(session.commitTransaction()).rejects.toThrow();
    await session.endSession();
  } finally {
    await client.close();
  }
});

test.each([
  ['under another name', 'another'],
  // As the connection strings of a hosting provider have it: one name for all applications.
  ['under the same name', 'lock-gateway'],
])('an open transaction of another application %s is left alone', async (_, appName) => {
  const client = await new mongo.MongoClient(uri, { appName }).connect();
  try {
    const session = client.startSession();
    session.startTransaction();
    const locks = client.db().collection(LOCKS_COLLECTION);
    const { key } = sharedKey(0);
    await locks.insertOne({ _id: key.id as never }, { session });
    const waiting = serviceOn(one).acquire(EVE, { key: sharedKey(0) });
    await expect(waiting).rejects.toMatchObject({ name: 'Unavailable' });
    await locks.insertOne({ _id: 'more' as never }, { session });
    await session.abortTransaction();
    await session.endSession();
  } finally {
    await client.close();
  }
});

test('a set of which somebody else changes a record all the time is refused in time, to be retried', async () => {
  const service = serviceOn(one);
  const client = await new mongo.MongoClient(uri, { appName: 'another' }).connect();
  try {
    const session = client.startSession();
    session.startTransaction();
    const locks = client.db().collection(LOCKS_COLLECTION);
    const { key } = sharedKey(0);
    await locks.insertOne({ _id: key.id as never }, { session });
    const refusal = async (): Promise<unknown> => {
      const begunAt = performance.now();
      const error = await acquireSet(service, ALICE_WANTS).catch((reason: unknown) => reason);
      expect(performance.now() - begunAt).toBeLessThan(CALL_MS);
      return error;
    };
    let refused = await refusal();
    // On a busy machine a command may run out of time before the call does.
    for (let tries = 1; tries < 5 && refused instanceof Unavailable; tries += 1) {
      refused = await refusal();
    }
    expect(refused).toBeInstanceOf(Overloaded);
    expect(await standing(one)).toEqual([]);
    await session.abortTransaction();
    await session.endSession();
  } finally {
    await client.close();
  }
  expect(await untilAcquired(service, ALICE_WANTS)).toMatchObject({ complete: true });
});
