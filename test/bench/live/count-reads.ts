import { type mongo } from 'mongoose';

const PROFILE = 'system.profile';
const PROFILE_BYTES = 16 * 1024 * 1024;

/**
 * Counts by collection how many reads found something while the work was done. What a gateway looks for
 * in vain, as it does for locks whose lease is up, is not counted.
 */
export async function countReads(
  database: mongo.Db,
  work: () => Promise<unknown>,
): Promise<ReadonlyMap<string, number>> {
  await database.dropCollection(PROFILE).catch(() => undefined);
  await database.createCollection(PROFILE, { capped: true, size: PROFILE_BYTES });
  await database.command({ profile: 1, filter: { nreturned: { $gt: 0 } } });
  try {
    await work();
  } finally {
    await database.command({ profile: 0, filter: 'unset' });
  }
  const found = await database
    .collection(PROFILE)
    .aggregate<{ _id: string; count: number }>([{ $sortByCount: '$ns' }])
    .toArray();
  return new Map(
    found.map(({ _id, count }) => [_id.slice(database.databaseName.length + 1), count]),
  );
}
