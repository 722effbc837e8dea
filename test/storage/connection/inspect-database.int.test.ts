import { connect, createConnection } from '../../../src/storage/connection/connection';
import { inspectDatabase } from '../../../src/storage/connection/inspect-database';
import { checkServer } from '../../../src/storage/connection/server-check';
import { createTestDatabaseUri } from '../../support/test-database';

const named = createTestDatabaseUri();

test.each([
  ['that is named', named, []],
  [
    'without a name',
    named.replace(/\/[^/?]+(\?|$)/, '/$1'),
    [expect.stringMatching(/^MONGODB_URI names no database, so it is "test"/)],
  ],
])('of a replica set, a database %s', async (_title, uri, warnings) => {
  const connection = createConnection();
  try {
    await connect(connection, uri);
    const hello = await checkServer(connection, 'MONGODB_URI');
    expect(inspectDatabase(connection, uri, hello)).toEqual(warnings);
  } finally {
    await connection.close();
  }
});

test('a standalone MongoDB is reported, a router of shards is not', () => {
  const warningsOf = (hello: object): string[] =>
    inspectDatabase({ name: 'locks' }, 'mongodb://db/locks', hello);
  expect(warningsOf({ msg: 'isdbgrid' })).toEqual([]);
  expect(warningsOf({ setName: 'rs' })).toEqual([]);
  expect(warningsOf({})).toEqual([expect.stringMatching(/^MONGODB_URI is a standalone/)]);
});
