import { mongo } from 'mongoose';
import { prepareUsers, type UserDocument, USERS_COLLECTION } from '../../src/embedded/demo-users';
import { type GatewayProbe, prepareGatewayProbe } from '../support/gateway-probe';
import { GatewayNode } from '../support/system/gateway-node';
import { wellFormedUsers } from './rightful-users';

/** A built gateway with its default limits, a probe in it, and rightful and hostile users to serve. */
export interface AttackedGateway {
  readonly gateway: GatewayNode;
  readonly probe: GatewayProbe;
  readonly database: mongo.Db;
  stop(): Promise<void>;
}

/** Stores the users and starts the gateway; its log is `gateway-<name>.log` in `directory`. */
export async function startAttackedGateway(options: {
  name: string;
  directory: string;
  mongodbUri: string;
}): Promise<AttackedGateway> {
  const client = await new mongo.MongoClient(options.mongodbUri).connect();
  try {
    const database = client.db();
    const users = database.collection<UserDocument>(USERS_COLLECTION);
    await prepareUsers(users);
    await users.insertMany(wellFormedUsers());
    const probe = await prepareGatewayProbe();
    const gateway = await GatewayNode.start({
      ...options,
      mongodPorts: [],
      lockTtl: '8h',
      environment: { ...probe.environment, RATE_LIMIT: 'on' },
    });
    const stop = async (): Promise<void> => {
      await gateway.stop();
      await client.close();
    };
    return { gateway, probe, database, stop };
  } catch (error) {
    await client.close();
    throw error;
  }
}
