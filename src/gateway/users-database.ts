import { type Connection } from 'mongoose';
import { TIME_BUDGET } from '../config/time-budget';
import { answersWithin, connect, createConnection } from '../storage/connection/connection';
import { checkRead, checkServer, type SampleQuery } from '../storage/connection/server-check';

const USERS_SETTING = 'USERS_MONGODB_URI';

/** The database of the users. */
export interface UsersDatabase {
  readonly connection: Connection;
  /**
   * Connects, tries the query that looks up users and resolves with warnings for the operator.
   * Rejects if it is unreachable, with `LastingFailure` if a retry cannot succeed.
   */
  connect(lookUp: SampleQuery): Promise<readonly string[]>;
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/** A separate database if `uri` is set, otherwise that of the gateway. */
export function usersDatabase(
  uri: string | undefined,
  gatewayConnection: Connection,
): UsersDatabase {
  if (uri === undefined) return shared(gatewayConnection);
  const connection = createConnection();
  connection.on('error', () => {}); // Failed commands report it.
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

/** The gateway connects, monitors and closes this connection itself. */
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
