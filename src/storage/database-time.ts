import { type mongo } from 'mongoose';

/** The database's own time, read from the primary. */
export async function readDatabaseTime(database: mongo.Db): Promise<Date> {
  const [clock] = await database
    .aggregate<{ now: Date }>([{ $documents: [{}] }, { $project: { now: '$$NOW' } }])
    .toArray();
  if (!clock) throw new Error('the database did not tell its time');
  return clock.now;
}
