import { type Connection } from 'mongoose';
import {
  connect,
  createConnection,
  inspectDatabase,
} from '../../../src/storage/connection/connection';
import { createTestDatabaseUri } from '../../support/test-database';

const named = createTestDatabaseUri();

/** The warnings about a database that says this of itself. */
function warningsOf(hello: object): Promise<string[]> {
  const db = { command: () => Promise.resolve(hello) };
  return inspectDatabase({ db, name: 'locks' } as unknown as Connection, 'mongodb://db/locks');
}

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
    expect(await inspectDatabase(connection, uri)).toEqual(warnings);
  } finally {
    await connection.close();
  }
});

test('a standalone MongoDB is reported, a router of shards is not', async () => {
  expect(await warningsOf({ msg: 'isdbgrid' })).toEqual([]);
  expect(await warningsOf({ setName: 'rs' })).toEqual([]);
  expect(await warningsOf({})).toEqual([expect.stringMatching(/^MONGODB_URI is a standalone/)]);
});
