import { type mongo } from 'mongoose';
import { becomePrimary, REPLICA_SET_NAME } from '../../src/embedded/one-node-replica-set';
import { startFakeMongod } from '../support/fake-mongod';

test('a set that is moved to another port is configured although mongod closes its connections meanwhile', async () => {
  let host = '127.0.0.1:1';
  let refusals = 1;
  const commands: string[] = [];
  const mongod = await startFakeMongod((name, command) => {
    if (name === 'replSetGetConfig') {
      commands.push(name);
      // As mongod does when it has read a configuration that it is not a member of.
      if (refusals-- > 0) return undefined;
      return { config: { version: 1, members: [{ _id: 0, host }] } };
    }
    if (name === 'replSetReconfig') {
      commands.push(name);
      ({ host } = (command['replSetReconfig'] as { members: [{ host: string }] }).members[0]);
    }
    return primary(host);
  });
  try {
    const { port } = new URL(mongod.uri);
    await becomePrimary(Number(port));
    expect(commands).toEqual(['replSetGetConfig', 'replSetGetConfig', 'replSetReconfig']);
    expect(host).toBe(`127.0.0.1:${port}`);
  } finally {
    await mongod.stop();
  }
});

/** What the primary of a set says of itself. */
function primary(host: string): mongo.Document {
  return {
    isWritablePrimary: true,
    setName: REPLICA_SET_NAME,
    hosts: [host],
    me: host,
    primary: host,
    minWireVersion: 0,
    maxWireVersion: 17,
  };
}
