import { mongo } from 'mongoose';
import { FaultReports } from '../../../src/storage/locks/fault-reports';
import { MAX_DOCUMENT_BYTES } from '../../../src/storage/locks/lock-document';
import { LockQueries } from '../../../src/storage/locks/lock-queries';
import { ALICE } from '../../support/lock-records';
import { malformedLock } from '../../support/malformed-locks';
import { storePerFile } from '../../support/managed-store';
import { volume } from '../../support/open-test-store';

const UNREADABLE = 700;
/** The largest reply of the database. */
const REPLY_BYTES = 16 * 1024 * 1024;

const opened = storePerFile();
let reads: jest.SpyInstance<unknown, [mongo.Document[], mongo.AggregateOptions]>;

beforeAll(async () => {
  await opened.acquire(volume('a'), ALICE);
  await opened.acquire(volume('z'), ALICE);
  const many = Array.from({ length: UNREADABLE }, (_, index) =>
    malformedLock(`bad-${String(index).padStart(3, '0')}`, { note: 5 }),
  );
  await opened.locks.insertMany(many);
  reads = jest.spyOn(mongo.Db.prototype, 'aggregate') as never;
});

afterAll(() => reads.mockRestore());

beforeEach(() => {
  reads.mockClear();
});

function queriesWithin(listMs: number): LockQueries {
  return new LockQueries(opened.database, new FaultReports(opened.locks, () => {}), { listMs });
}

const optionsOfReads = (): mongo.AggregateOptions[] =>
  reads.mock.calls.map(([, options]) => options);

const limitsOfReads = (): number[] =>
  reads.mock.calls.map(([pipeline]) => {
    const inner = (pipeline[1]!['$lookup'] as { pipeline: { $limit?: number }[] }).pipeline;
    return inner.at(-1)!.$limit!;
  });

describe('a list that has to read past many documents that are no locks', () => {
  test('reads no more of them at once than one reply holds', async () => {
    const locks = await queriesWithin(60_000).list({ filter: {}, limit: 2 });
    expect(locks.map(({ key }) => key.resourceId)).toEqual(['a', 'z']);
    expect(limitsOfReads().length).toBeGreaterThan(2);
    for (const limit of limitsOfReads()) {
      expect(limit * MAX_DOCUMENT_BYTES).toBeLessThan(REPLY_BYTES);
    }
  });

  test('gives each further read only the time that is left', async () => {
    await queriesWithin(60_000).list({ filter: {}, limit: 2 });
    const [, first, ...further] = optionsOfReads();
    expect(first).not.toHaveProperty('maxTimeMS');
    for (const { maxTimeMS } of further) {
      expect(maxTimeMS).toBeGreaterThan(0);
      expect(maxTimeMS).toBeLessThanOrEqual(60_000);
    }
  });

  test('begins no further read once its time is over, and fails', async () => {
    const list = queriesWithin(0).list({ filter: {}, limit: 2 });
    await expect(list).rejects.toMatchObject({ name: 'DefiniteFault' });
    // Once with other pages, and once by itself.
    expect(reads).toHaveBeenCalledTimes(2);
  });

  test('needs no time left when the first read has all', async () => {
    const locks = await queriesWithin(0).list({ filter: {}, limit: 1 });
    expect(locks.map(({ key }) => key.resourceId)).toEqual(['a']);
  });
});
