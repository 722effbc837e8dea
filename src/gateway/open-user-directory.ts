import { isDeepStrictEqual } from 'node:util';
import { type Connection } from 'mongoose';
import { type IdentityConfig } from '../config/identity-config';
import { type JwtIdentityConfig } from '../config/jwt-identity-config';
import { HttpUserDirectory } from '../identity/http/http-user-directory';
import { JwtUserDirectory } from '../identity/jwt/jwt-user-directory';
import { createVerifyJwt } from '../identity/jwt/jwt-verifier';
import { type KeySetState, RemoteKeySet } from '../identity/jwt/remote-key-set';
import { MongoUserDirectory } from '../identity/mongo/mongo-user-directory';
import { CONTRACT_FIELDS } from '../identity/mongo/user-fields';
import { type AnyUserDirectory } from '../identity/user-directory';
import { UsersById } from '../identity/mongo/users-by-id';
import { inspectUsers } from '../identity/mongo/users-collection';
import { REFRESH_TOKEN_COOKIE } from '../http/refresh-token';
import { type SampleQuery } from '../storage/connection/server-check';
import { type UsersDatabase, usersDatabase } from './users-database';

/** The users of a new installation: the collection `users` in the gateway's own database. */
export const CONTRACT_IDENTITY: IdentityConfig = { kind: 'mongo', ...CONTRACT_FIELDS };

/** True when the demo users of an embedded database are the ones that requests are resolved against. */
export function isContractIdentity(identity: IdentityConfig): boolean {
  return (
    identity.kind === 'mongo' &&
    identity.mongodbUri === undefined &&
    isDeepStrictEqual({ ...CONTRACT_IDENTITY, mongodbUri: undefined }, { ...identity })
  );
}

/** Users that requests are resolved against. */
export interface OpenUserDirectory {
  readonly directory: AnyUserDirectory;
  /**
   * Reaches what the users are kept in and resolves with the lines a person should read; rejects
   * while it is away, with `LastingFailure` when a person must change something. Needs the gateway's own connection to be there.
   */
  prepare(): Promise<readonly string[]>;
  /** Whether the users' own database, if they have one, answers now. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
  /** The public keys that tokens are checked with, if they are. */
  readonly keySet?: KeySetState | undefined;
}

/** The directory that the settings name; `connection` is the gateway's own and stays the caller's. */
export function openUserDirectory(
  identity: IdentityConfig,
  connection: Connection,
): OpenUserDirectory {
  switch (identity.kind) {
    case 'mongo': {
      const database = usersDatabase(identity.mongodbUri, connection);
      const directory = new MongoUserDirectory(database.connection, identity);
      const inspect = (): Promise<string[]> => inspectUsers(database.connection, identity);
      return withDatabase({ directory, database, inspect, lookUp: directory.queryOf(['token']) });
    }
    case 'jwt':
      return openJwt(identity, connection);
    case 'http': {
      const options = { ...identity, cookieName: REFRESH_TOKEN_COOKIE };
      return withoutDatabase(new HttpUserDirectory(options));
    }
  }
}

function openJwt(identity: JwtIdentityConfig, connection: Connection): OpenUserDirectory {
  const { claims, key, mustExist } = identity;
  const keySet = key.kind === 'jwks' ? new RemoteKeySet(key) : undefined;
  const verify = createVerifyJwt(identity, keySet);
  const withKeys = (opened: OpenUserDirectory): OpenUserDirectory => ({
    ...opened,
    keySet,
    close: () => {
      keySet?.close();
      return opened.close();
    },
  });
  if (!mustExist) return withKeys(withoutDatabase(new JwtUserDirectory({ verify, claims })));
  const database = usersDatabase(mustExist.mongodbUri, connection);
  const users = new UsersById(database.connection, mustExist);
  const directory = new JwtUserDirectory({ verify, claims, mustExist: { ...mustExist, users } });
  const inspect = (): Promise<string[]> =>
    inspectUsers(database.connection, { collection: mustExist.collection, token: '_id' });
  return withKeys(withDatabase({ directory, database, inspect, lookUp: users.queryOf(['id']) }));
}

function withDatabase({
  directory,
  database,
  inspect,
  lookUp,
}: {
  directory: AnyUserDirectory;
  database: UsersDatabase;
  inspect: () => Promise<string[]>;
  lookUp: SampleQuery;
}): OpenUserDirectory {
  return {
    directory,
    prepare: async () => {
      const warnings = await database.connect(lookUp);
      return [...warnings, ...(await inspect())];
    },
    isReady: () => database.isReady(),
    close: () => database.close(),
  };
}

function withoutDatabase(directory: AnyUserDirectory): OpenUserDirectory {
  return {
    directory,
    prepare: () => Promise.resolve([]),
    isReady: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}
