import { type Authenticate } from '../../../src/domain/caller';
import { type Acquired, type HeldByOther } from '../../../src/domain/lock-outcome';
import { Unavailable } from '../../../src/domain/errors';
import { createAuthenticate } from '../../../src/identity/authenticator';
import { MongoUserDirectory } from '../../../src/identity/mongo/mongo-user-directory';
import { connect, createConnection } from '../../../src/storage/connection/connection';
import { DEFAULT_USERS } from '../../support/test-config';
import { holderNamed, openTestStore, type TestStore, volume } from '../../support/open-test-store';
import { type OwnMongod, startOwnMongod } from '../../support/own-mongod';
import { seedUsers, TEST_USERS, tokenOf } from '../../support/test-users';
import { waitUntil } from '../../support/wait-until';

jest.setTimeout(60_000);

/** What the contract allows for an answer while the database is away. */
const ANSWER_WITHIN_MS = 5_000;
/** How soon everything works again once it is back. */
const BACK_WITHIN_MS = 15_000;
/** More than share one batch, so that some wait still when the database goes, and no more than are let in at any pace. */
const CALLERS = 250;

const alice = holderNamed('alice');
const users = createConnection();
let mongod: OwnMongod;
let opened: TestStore;
let authenticate: Authenticate;

beforeAll(async () => {
  mongod = await startOwnMongod();
  opened = await openTestStore(mongod.uri);
  await seedUsers(opened.database, TEST_USERS);
  await connect(users, mongod.uri);
  authenticate = createAuthenticate(new MongoUserDirectory(users, DEFAULT_USERS));
});

afterAll(async () => {
  await users.close();
  await opened.close();
  await mongod.dispose();
});

test.each([
  ['killed', () => mongod.kill(), () => mongod.start()],
  ['frozen', () => Promise.resolve(mongod.freeze()), () => Promise.resolve(mongod.thaw())],
])('with batches in flight, a %s database costs no caller an answer', async (name, go, back) => {
  const ids = Array.from({ length: CALLERS }, (_, number) => `${name}-${number}`);
  let answered = 0;
  const pending = ids.map(async (id) => {
    const answer = await opened.acquire(volume(id), alice);
    answered += 1;
    return answer;
  });
  const settled = Promise.allSettled(pending);
  await Promise.any(pending);
  const inFlight = CALLERS - answered;
  const goneAt = performance.now();
  await go();
  const answers = await settled;
  expect(performance.now() - goneAt).toBeLessThan(ANSWER_WITHIN_MS);
  expect(inFlight).toBeGreaterThan(0);
  const failures = answers.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as unknown] : [],
  );
  expect(failures.length).toBeGreaterThan(0);
  for (const failure of failures) expect(failure).toBeInstanceOf(Unavailable);

  const askedAt = performance.now();
  const refused = await Promise.allSettled([
    authenticate(tokenOf('alice')),
    opened.acquire(volume(`${name}-later`), alice),
  ]);
  expect(performance.now() - askedAt).toBeLessThan(ANSWER_WITHIN_MS);
  expect(refused).toMatchObject(
    Array(2).fill({ status: 'rejected', reason: expect.any(Unavailable) as Unavailable }),
  );

  await back();
  const backAt = performance.now();
  await untilItWorks(volume(`${name}-again`).resourceId);
  expect(performance.now() - backAt).toBeLessThan(BACK_WITHIN_MS);

  const outcomes = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  for (const { lock } of outcomes)
    expect(await holderAndToken(lock)).toEqual([alice.id, lock.fencingToken]);
  // Where the outcome was unknown, the same call resolves it now.
  const again = await Promise.all(ids.map((id) => opened.acquire(volume(id), alice)));
  expect(new Set(again.map(({ kind }) => kind))).toEqual(new Set(['acquired']));
});

/** What the store says of the lock of an answer. */
async function holderAndToken({ key }: (Acquired | HeldByOther)['lock']): Promise<unknown[]> {
  const found = await opened.store.find(key);
  return [found?.holder.id, found?.fencingToken];
}

/** Calls as people do, again and again. */
async function untilItWorks(id: string): Promise<void> {
  await waitUntil({
    what: 'a database that works',
    withinMs: 20_000,
    everyMs: 50,
    ask: () => Promise.all([opened.acquire(volume(id), alice), authenticate(tokenOf('alice'))]),
  });
}
