import { mongo } from 'mongoose';

/** Writes to the database of the URI, which has so many members, until each oplog has forgotten what was before. */
export async function fillOplog(uri: string, members = 1): Promise<void> {
  const client = new mongo.MongoClient(uri);
  try {
    const entries = client.db('local').collection<{ ts: mongo.Timestamp }>('oplog.rs');
    const endOf = async ($natural: 1 | -1): Promise<mongo.Timestamp> =>
      (await entries.findOne({}, { sort: { $natural }, projection: { ts: 1 } }))!.ts;
    const newest = await endOf(-1);
    // No member may fall behind, or it could not catch up any more.
    const filling = client.db().collection('filling', { writeConcern: { w: members } });
    const large = Array.from({ length: 8 }, () => ({ text: 'x'.repeat(128 * 1024) }));
    while ((await endOf(1)).lessThanOrEqual(newest)) {
      await filling.insertMany(large.map((document) => ({ ...document })));
    }
    await filling.drop();
  } finally {
    await client.close();
  }
}
