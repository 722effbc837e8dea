import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';

/** The name of the replica set, as it stands in connection strings. */
export const replicaSetName = 'lock-gateway';

const notYetInitialized = 94;
const alreadyInitialized = 23;
const startLimitMs = 60_000;

interface ReplicaSetConfig {
  version: number;
  members: { host: string }[];
}

/**
 * Makes the mongod on 127.0.0.1:`port` the primary of its one-node set and resolves when it takes writes.
 * A set that was last run on another port is moved to this one.
 */
export async function becomePrimary(port: number): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const direct = new mongo.MongoClient(`mongodb://${host}/?directConnection=true`);
  try {
    await configure(direct.db('admin'), host);
  } finally {
    await direct.close();
  }
  const client = new mongo.MongoClient(`mongodb://${host}/?replicaSet=${replicaSetName}`, {
    serverSelectionTimeoutMS: startLimitMs,
  });
  try {
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}

async function configure(admin: mongo.Db, host: string): Promise<void> {
  const deadline = Date.now() + startLimitMs;
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
      ? { replSetInitiate: { _id: replicaSetName, members } }
      : { replSetReconfig: { ...config, version: config.version + 1, members }, force: true },
  );
}

/**
 * mongod answers before it has read the configuration it stored: then it has "none", and yet cannot
 * be given one. When that configuration is for another port, it closes all connections.
 */
function isStillStarting(error: unknown): boolean {
  return codeOf(error) === alreadyInitialized || error instanceof mongo.MongoNetworkError;
}

async function currentConfig(admin: mongo.Db): Promise<ReplicaSetConfig | undefined> {
  try {
    const { config } = (await admin.command({ replSetGetConfig: 1 })) as {
      config?: ReplicaSetConfig;
    };
    return config;
  } catch (error) {
    if (codeOf(error) === notYetInitialized) return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof mongo.MongoServerError ? error.code : undefined;
}
