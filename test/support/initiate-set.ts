import { type mongo } from 'mongoose';
import { waitUntil } from './wait-until';

/** Makes a new mongod at `host` the only member of a replica set; resolves when it accepts writes. */
export async function initiateSet(
  admin: mongo.Db,
  { name, host }: { name: string; host: string },
): Promise<void> {
  await admin.command({ replSetInitiate: { _id: name, members: [{ _id: 0, host }] } });
  await waitUntil({
    what: 'a primary',
    withinMs: 30_000,
    everyMs: 50,
    ask: async () => (await admin.command({ hello: 1 }))['isWritablePrimary'] === true || undefined,
  });
}
