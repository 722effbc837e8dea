import { mongo } from 'mongoose';
import { statementFailures } from '../../../src/storage/locks/write-plans';

const errmsg =
  'E11000 duplicate key error collection: admin.locks index: _id_ dup key: { _id: "volume/1" }';

test.each([
  ['the whole command failed', { ok: 0, code: 10107, errmsg: 'not primary' }],
  ['it failed with the code of a statement', { ok: 0, code: 11000, errmsg }],
])('every outcome is unknown when %s', (_why, answer) => {
  expect(statementFailures(new mongo.MongoServerError(answer))).toBeUndefined();
});

test('every outcome is unknown when no majority acknowledged the write', () => {
  const error = new mongo.MongoWriteConcernError({
    ...{ ok: 1, n: 1, index: 0 },
    writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
  });
  expect(statementFailures(error)).toBeUndefined();
});

test('every outcome is unknown when the connection was lost', () => {
  expect(statementFailures(new mongo.MongoNetworkError('connection closed'))).toBeUndefined();
});
