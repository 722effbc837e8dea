import { type Connection } from 'mongoose';
import { TIME_BUDGET } from '../config/time-budget';
import { answersWithin, connect, createConnection } from '../storage/connection/connection';
import { checkRead, checkServer, type SampleQuery } from '../storage/connection/server-check';

const USERS_SETTING = 'USERS_MONGODB_URI';

/** The database that the users are in. */
export interface UsersDatabase {
  readonly connection: Connection;
  /**
   * Reaches it, tries the query that looks users up, and resolves with what a person should
   * know; rejects when it is away, with `LastingFailure` when that cannot pass by itself.
   */
  connect(lookUp: SampleQuery): Promise<readonly string[]>;
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/** A database of their own when there is a connection string for it, else the gateway's. */
export function usersDatabase(
  uri: string | undefined,
  gatewayConnection: Connection,
): UsersDatabase {
  if (uri === undefined) return shared(gatewayConnection);
  const connection = createConnection();
  connection.on('error', () => {}); // Told by the commands that fail.
  return {
    connection,
    connect: async (lookUp) => {
      const warnings = await connect(connection, uri, USERS_SETTING);
      await checkServer(connection, USERS_SETTING);
      await checkRead(connection, { ...lookUp, setting: USERS_SETTING });
      return warnings;
    },
    isReady: () => answersWithin(connection, TIME_BUDGET.pingMs),
    close: () => connection.close(),
  };
}

/** Its owner connects to it first, watches and closes it. */
function shared(connection: Connection): UsersDatabase {
  return {
    connection,
    connect: async (lookUp) => {
      await checkRead(connection, { ...lookUp, setting: 'MONGODB_URI' });
      return [];
    },
    isReady: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}
