import { type mongo } from 'mongoose';

/** A moment of the database. */
export interface DatabaseTime {
  readonly localTime: Date;
  readonly operationTime: mongo.Timestamp;
}

/** The time now; undefined on a standalone, which has no logical time. */
export async function timeOf(database: mongo.Db): Promise<DatabaseTime | undefined> {
  const hello = await database.command({ hello: 1 });
  if (!hello['operationTime']) return undefined;
  const { localTime, operationTime } = hello as DatabaseTime;
  return { localTime, operationTime };
}
