import { AcquireLockDocument, type AcquireLockMutation } from '../generated/documents';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

const CALLS = 50;
const usernames = Array.from({ length: CALLS }, (_, index) => `editor-${index}`);

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.addUsers(usernames);
});

afterAll(() => gateway.stop());

/** What one caller was told, whichever door it came through. */
interface Told {
  readonly isSuccess: boolean;
  readonly holder: string;
}

/** Acquires through REST or GraphQL in turn, so that both doors meet in the same batches. */
async function acquire(
  username: string,
  { turn, id }: { turn: number; id: string },
): Promise<Told> {
  if (turn % 2 === 0) {
    const answer = await gateway.rest(username, {
      operation: 'acquire',
      body: { route: 'race', id },
    });
    expect([200, 409]).toContain(answer.status);
    const isSuccess = answer.status === 200;
    return { isSuccess, holder: isSuccess ? username : String(answer.headers['x-lock-holder']) };
  }
  const { data } = await gateway.graphql(username, AcquireLockDocument, { route: 'race', id });
  return toTold(data!.acquireLock);
}

function toTold(result: AcquireLockMutation['acquireLock']): Told {
  return {
    isSuccess: result.__typename === 'LockAcquired',
    holder: result.lock.holder.username,
  };
}

it('of 50 users who acquire one free lock at once one gets it, and 49 are told who', async () => {
  for (const id of ['1', '2', '3', '4']) {
    const told = await Promise.all(usernames.map((name, turn) => acquire(name, { turn, id })));
    expect(told.filter(({ isSuccess }) => isSuccess)).toHaveLength(1);
    expect(new Set(told.map(({ holder }) => holder)).size).toBe(1);
    const held = await gateway.locks.find({ resourceId: id }).toArray();
    expect(held.map(({ holder }) => holder.username)).toEqual([told[0]?.holder]);
  }
});

it('one user who acquires 50 times at once succeeds each time, with one lock', async () => {
  const calls = usernames.map((_, turn) => acquire('alice', { turn, id: 'own' }));
  const told = await Promise.all(calls);
  expect(told).toEqual(usernames.map(() => ({ isSuccess: true, holder: 'alice' })));
  expect(await gateway.locks.countDocuments({ resourceId: 'own' })).toBe(1);
});

it('50 removals at once by the holder: one removes, the others find no lock', async () => {
  await acquire('alice', { turn: 0, id: 'gone' });
  const answers = await Promise.all(
    usernames.map(() =>
      gateway.rest('alice', { operation: 'remove', body: { route: 'race', id: 'gone' } }),
    ),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array<number>(CALLS - 1).fill(404)]);
});
