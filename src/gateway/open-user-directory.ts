import { type Connection } from 'mongoose';
import { type IdentityConfig } from '../config/identity-config';
import { type JwtIdentityConfig } from '../config/jwt-identity-config';
import { HttpUserDirectory } from '../identity/http/http-user-directory';
import { inspectWhoAmI } from '../identity/http/who-am-i';
import { JwtUserDirectory } from '../identity/jwt/jwt-user-directory';
import { createVerifyJwt } from '../identity/jwt/jwt-verifier';
import { type KeySetState, RemoteKeySet } from '../identity/jwt/remote-key-set';
import { MongoUserDirectory } from '../identity/mongo/mongo-user-directory';
import { type AnyUserDirectory } from '../identity/user-directory';
import { UsersById } from '../identity/mongo/users-by-id';
import { inspectUsers } from '../identity/mongo/users-collection';
import { REFRESH_TOKEN_COOKIE } from '../http/refresh-token';
import { type SampleQuery } from '../storage/connection/server-check';
import { type UsersDatabase, usersDatabase } from './users-database';

/** The users of a gateway, and the lifecycle of the database or server that stores them. */
export interface OpenUserDirectory {
  readonly directory: AnyUserDirectory;
  /**
   * Connects to the user store and resolves with warnings for the operator. Requires the connection
   * of the gateway. Rejects while the store is unreachable, with `LastingFailure` if the operator
   * must change something.
   */
  prepare(): Promise<readonly string[]>;
  /** Whether the separate database of the users, if configured, answers now. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
  /** The public keys that verify tokens, if any. */
  readonly keySet?: KeySetState | undefined;
}

/** Opens the configured directory; `connection` is that of the gateway, and the caller closes it. */
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
      const opened = withoutDatabase(new HttpUserDirectory(options));
      return { ...opened, prepare: () => inspectWhoAmI(options) };
    }
  }
}

function openJwt(identity: JwtIdentityConfig, connection: Connection): OpenUserDirectory {
  const { claims, key, mustExist } = identity;
  const keySet = key.kind === 'jwks' ? new RemoteKeySet(key) : undefined;
  const verify = createVerifyJwt(identity, keySet);
  const withKeys = (opened: OpenUserDirectory): OpenUserDirectory => ({
    ...opened,
    ...(keySet && {
      keySet,
      prepare: async () => [...(await keysWarning(keySet)), ...(await opened.prepare())],
      isReady: async () => keySet.hasUsableKeys && opened.isReady(),
    }),
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

/** The server of keys may come later: until then the gateway is not ready. */
async function keysWarning(keySet: RemoteKeySet): Promise<string[]> {
  try {
    await keySet.prepare();
    return [];
  } catch (error) {
    const { message } = error as Error;
    return [`${message}: not ready until it answers with the keys that verify tokens`];
  }
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
