import { type Connection } from 'mongoose';
import { type Hello } from './server-check';

/** The driver's default when the connection string names no database. */
const DEFAULT_DATABASE = 'test';

/** Warnings about the connected database, whose server answered with `hello`, one line each. */
export function inspectDatabase(
  { name }: Pick<Connection, 'name'>,
  uri: string,
  { setName, msg }: Hello,
): string[] {
  // A router of shards belongs to no set.
  const isStandalone = setName === undefined && msg !== 'isdbgrid';
  const isUnnamed = name === DEFAULT_DATABASE && !/\/test(\?|$)/.test(uri);
  return [
    ...(isUnnamed ? [`MONGODB_URI names no database, so it is "${DEFAULT_DATABASE}".`] : []),
    ...(isStandalone
      ? ['MONGODB_URI is a standalone MongoDB: locks are lost with it. Use a replica set.']
      : []),
  ];
}
