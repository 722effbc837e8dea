import { mongo } from 'mongoose';
import { type Holder, type LockSnapshot } from '../../../src/domain/lock';
import { FaultReports } from '../../../src/storage/locks/fault-reports';
import { LockQueries } from '../../../src/storage/locks/lock-queries';
import { type ListQuery } from '../../../src/storage/locks/shared-lists';
import { malformedLock } from '../../support/malformed-locks';
import { storePerFile } from '../../support/managed-store';
import { volume } from '../../support/open-test-store';

const PEOPLE = 20;
const PAGES_A_READ = 16;

const opened = storePerFile();
let reads: jest.SpyInstance<unknown, [mongo.Document[], mongo.AggregateOptions]>;
let queries: LockQueries;

const person = (number: number): Holder => ({ id: `user-${number}`, username: `user ${number}` });
const mine = (number: number): ListQuery => ({
  filter: { route: 'volume', holderId: person(number).id },
  limit: 3,
});
const idsOf = (locks: readonly LockSnapshot[]): string[] => locks.map(({ key }) => key.resourceId);

beforeAll(async () => {
  for (let number = 0; number < PEOPLE; number += 1) {
    await opened.acquire(volume(`${number}-a`), person(number));
    await opened.acquire(volume(`${number}-b`), person(number));
  }
  await opened.locks.insertOne(malformedLock('0-0', { holder: person(0), note: 5 }));
  await opened.locks.insertOne(malformedLock('0-1', { holder: person(0), note: 5 }));
  reads = jest.spyOn(mongo.Db.prototype, 'aggregate') as never;
  const reports = new FaultReports(opened.locks, () => {});
  // On a slow machine pages are read one by one.
  queries = new LockQueries(opened.database, reports, { togetherMs: 60_000 });
});

afterAll(() => reads.mockRestore());
beforeEach(() => void reads.mockClear());

describe('pages of different people that are asked for at once', () => {
  test('share commands, and each gets its own', async () => {
    const numbers = Array.from({ length: PEOPLE - 1 }, (_, index) => index + 1);
    const pages = await Promise.all(numbers.map((number) => queries.list(mine(number))));
    expect(pages.map(idsOf)).toEqual(numbers.map((number) => [`${number}-a`, `${number}-b`]));
    expect(reads).toHaveBeenCalledTimes(Math.ceil(numbers.length / PAGES_A_READ));
  });

  test('keep order, direction and cursor', async () => {
    const after = { route: 'volume', resourceId: '1-a' };
    const [last, rest] = await Promise.all([
      queries.list({ ...mine(1), limit: 1, isFromEnd: true }),
      queries.list({ ...mine(1), after }),
    ]);
    expect([idsOf(last), idsOf(rest)]).toEqual([['1-b'], ['1-b']]);
    expect(reads).toHaveBeenCalledTimes(1);
  });

  test('do not pay for one that has to read past documents that are no locks', async () => {
    const [unlucky, other] = await Promise.all([queries.list(mine(0)), queries.list(mine(1))]);
    expect([idsOf(unlucky), idsOf(other)]).toEqual([
      ['0-a', '0-b'],
      ['1-a', '1-b'],
    ]);
    // The read of both, and the rest of the one.
    expect(reads.mock.calls.length).toBeGreaterThan(1);
  });

  test('are read one by one when the database cannot read them together in time', async () => {
    const tooSlow = new mongo.MongoServerError({ message: 'too slow', code: 50 });
    reads.mockImplementationOnce(() => ({ toArray: () => Promise.reject(tooSlow) }));
    const pages = await Promise.all([queries.list(mine(1)), queries.list(mine(2))]);
    expect(pages.map(idsOf)).toEqual([
      ['1-a', '1-b'],
      ['2-a', '2-b'],
    ]);
    expect(reads).toHaveBeenCalledTimes(3);
  });

  test('fail together, without a second try, when the database does not answer', async () => {
    const lost = new mongo.MongoNetworkError('lost');
    reads.mockImplementationOnce(() => ({ toArray: () => Promise.reject(lost) }));
    const pages = await Promise.allSettled([queries.list(mine(1)), queries.list(mine(2))]);
    expect(pages).toMatchObject([{ reason: lost }, { reason: lost }]);
    expect(reads).toHaveBeenCalledTimes(1);
  });
});
