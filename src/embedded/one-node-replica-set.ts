import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';

/** The name of the replica set, as used in connection strings. */
export const REPLICA_SET_NAME = 'lock-gateway';

const NOT_YET_INITIALIZED = 94;
const ALREADY_INITIALIZED = 23;
const START_LIMIT_MS = 60_000;

interface ReplicaSetConfig {
  version: number;
  members: { host: string }[];
}

/**
 * Makes the mongod on 127.0.0.1:`port` the primary of its one-node replica set and resolves once it
 * accepts writes. A set that last ran on another port is reconfigured to this one.
 */
export async function becomePrimary(port: number): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const direct = new mongo.MongoClient(`mongodb://${host}/?directConnection=true`);
  try {
    await configure(direct.db('admin'), host);
  } finally {
    await direct.close();
  }
  const client = new mongo.MongoClient(`mongodb://${host}/?replicaSet=${REPLICA_SET_NAME}`, {
    serverSelectionTimeoutMS: START_LIMIT_MS,
  });
  try {
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}

async function configure(admin: mongo.Db, host: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      return await configureOnce(admin, host);
    } catch (error) {
      if (!isStillStarting(error) || Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}

async function configureOnce(admin: mongo.Db, host: string): Promise<void> {
  const config = await currentConfig(admin);
  if (config?.members[0]?.host === host) return;
  const members = [{ _id: 0, host }];
  await admin.command(
    config === undefined
      ? { replSetInitiate: { _id: REPLICA_SET_NAME, members } }
      : { replSetReconfig: { ...config, version: config.version + 1, members }, force: true },
  );
}

/**
 * mongod answers before it has loaded its stored configuration: until then it reports none, but refuses
 * to be initiated. If that configuration names another port, it closes all connections once loaded.
 */
function isStillStarting(error: unknown): boolean {
  return codeOf(error) === ALREADY_INITIALIZED || error instanceof mongo.MongoNetworkError;
}

async function currentConfig(admin: mongo.Db): Promise<ReplicaSetConfig | undefined> {
  try {
    const { config } = (await admin.command({ replSetGetConfig: 1 })) as {
      config?: ReplicaSetConfig;
    };
    return config;
  } catch (error) {
    if (codeOf(error) === NOT_YET_INITIALIZED) return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof mongo.MongoServerError ? error.code : undefined;
}
