import { type Config, loadConfig } from '../../src/config/config';
import { type LimitsConfig } from '../../src/config/limits-config';
import { type MongoIdentityConfig, readMongo } from '../../src/config/mongo-identity-config';

/** The limits of a gateway whose environment sets none. */
export const DEFAULT_LIMITS: LimitsConfig = loadConfig({}).limits;

/** The users of a gateway whose environment says nothing about identity. */
export const DEFAULT_USERS: MongoIdentityConfig = readMongo({}).value!;

/** A complete configuration: the defaults on a free loopback port, with these values instead. */
export function testConfig(values: Partial<Config> = {}): Config {
  return { ...loadConfig({ HOST: '127.0.0.1', PORT: '0' }), ...values };
}
