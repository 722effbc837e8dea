import { mongo } from 'mongoose';
import { lastingCauseOf } from '../../../src/storage/connection/lasting-cause';
import { describeFailure } from '../../../src/storage/connection/what-was-seen';
import { LOCKS_COLLECTION } from '../../../src/storage/locks/lock-model';
import { lineOfFailedStart } from '../../support/production-gateway';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';

describe('what the database was told to refuse ends the start with its own words', () => {
  const uri = createTestDatabaseUri();
  let client: mongo.MongoClient;
  beforeAll(async () => void (client = await new mongo.MongoClient(uri).connect()));
  afterEach(() => client.db().dropDatabase());
  afterAll(async () => {
    await client.close();
    await dropDatabase(uri);
  });

  test('a validator that locks do not meet', async () => {
    await client.db().createCollection(LOCKS_COLLECTION, {
      validator: { $jsonSchema: { required: ['tenant'] } },
    });
    expect(await lineOfFailedStart(uri)).toMatch(
      /^MONGODB_URI cannot be used: the database refuses .*validation.*121/,
    );
  });

  test('a view where a collection is needed', async () => {
    await client.db().createCollection('lock_barriers', { viewOn: 'other', pipeline: [] });
    expect(await lineOfFailedStart(uri)).toMatch(
      /^MONGODB_URI cannot be used: the database refuses .*view.*166/,
    );
  });
});

const refusal = (code: number, errorLabels: string[] = []): Error =>
  new Error('the locks gave no answer', {
    cause: new mongo.MongoServerError({ ok: 0, code, errmsg: 'said so', errorLabels }),
  });

describe('a refusal may pass when it is', () => {
  test.each([
    ['an election', 10_107],
    ['a shutdown', 91],
    ['a time limit', 50],
    ['a majority that is away', 64],
    ['a conflict with another client', 112],
  ])('%s', (_title, code) => {
    expect(lastingCauseOf(refusal(code))).toBeUndefined();
  });

  test.each(['RetryableWriteError', 'TransientTransactionError', 'SystemOverloadedError'])(
    'labelled %s, whatever its code',
    (label) => {
      expect(lastingCauseOf(refusal(121, [label]))).toBeUndefined();
    },
  );
});

describe('the line about a failure', () => {
  test('has the cause behind every wrapper, once', () => {
    const inner = new Error('Document failed\nvalidation');
    const failure = new Error('no answer', { cause: new Error(inner.message, { cause: inner }) });
    expect(describeFailure(failure)).toBe('no answer: Document failed validation');
  });

  test('ends where causes lead back to themselves', () => {
    const failure = new Error('round');
    failure.cause = new Error('and round', { cause: failure });
    expect(describeFailure(failure)).toBe('round: and round');
  });
});
