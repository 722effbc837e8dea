import { FairTurns } from '../../../src/graphql/live/fair-turns';

let now = 0;
let done: string[] = [];
let turns: FairTurns;

beforeEach(() => {
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  done = [];
  turns = new FairTurns();
});
afterEach(() => jest.restoreAllMocks());

/** Work of a user that takes so long by the clock. */
function work(userId: string, ms: number): Promise<void> {
  return turns.run(userId, () => {
    now += ms;
    done.push(userId);
  });
}

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

test('work that takes little is done at once, however much there is of it', () => {
  const all = Array.from({ length: 1_000 }, () => work('alice', 0.001));
  expect(done).toHaveLength(1_000);
  return Promise.all(all);
});

test('work that takes long is done over several turns, in which others have theirs', async () => {
  const all = Array.from({ length: 20 }, () => work('alice', 1));
  expect(done).toHaveLength(3);
  await nextTurn();
  expect(done.length).toBeLessThanOrEqual(6);
  await Promise.all(all);
  expect(done).toHaveLength(20);
});

test('who has little work is not held up by who has much', async () => {
  const much = Array.from({ length: 100 }, () => work('alice', 2));
  await work('bob', 0.1);
  expect(done.filter((userId) => userId === 'alice').length).toBeLessThan(5);
  await work('sam', 0.1);
  expect(done.filter((userId) => userId === 'alice').length).toBeLessThan(8);
  await Promise.all(much);
  expect(done).toHaveLength(102);
});

test('the work of one user is done in order', async () => {
  const order: number[] = [];
  const all = Array.from({ length: 10 }, (_, n) =>
    turns.run('alice', () => {
      now += 2;
      order.push(n);
    }),
  );
  await Promise.all(all);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('work that fails, now or later, fails alone', async () => {
  const fail = (): Promise<void> =>
    turns.run('alice', () => {
      now += 2;
      throw new Error('failed');
    });
  const failed = [fail(), fail(), fail(), fail()];
  const other = work('bob', 1);
  const results = await Promise.allSettled([...failed, other]);
  expect(results.map(({ status }) => status)).toEqual([
    ...Array.from({ length: 4 }, () => 'rejected'),
    'fulfilled',
  ]);
});
