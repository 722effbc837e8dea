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

/** The answer to one caller, in the same form for both doors. */
interface Told {
  readonly isSuccess: boolean;
  readonly holder: string;
}

/** Acquires through REST and GraphQL in turn, so that both doors share batches. */
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

it('grants a free lock to one of 50 simultaneous callers and names the holder to the other 49', async () => {
  for (const id of ['1', '2', '3', '4']) {
    const answers = await Promise.all(usernames.map((name, turn) => acquire(name, { turn, id })));
    expect(answers.filter(({ isSuccess }) => isSuccess)).toHaveLength(1);
    expect(new Set(answers.map(({ holder }) => holder)).size).toBe(1);
    const held = await gateway.locks.find({ resourceId: id }).toArray();
    expect(held.map(({ holder }) => holder.username)).toEqual([answers[0]?.holder]);
  }
});

it('grants 50 simultaneous acquires by one user, with a single lock', async () => {
  const calls = usernames.map((_, turn) => acquire('alice', { turn, id: 'own' }));
  const answers = await Promise.all(calls);
  expect(answers).toEqual(usernames.map(() => ({ isSuccess: true, holder: 'alice' })));
  expect(await gateway.locks.countDocuments({ resourceId: 'own' })).toBe(1);
});

it('lets one of 50 simultaneous removals by the holder remove the lock; the others find none', async () => {
  await acquire('alice', { turn: 0, id: 'gone' });
  const answers = await Promise.all(
    usernames.map(() =>
      gateway.rest('alice', { operation: 'remove', body: { route: 'race', id: 'gone' } }),
    ),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array<number>(CALLS - 1).fill(404)]);
});
