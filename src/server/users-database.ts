import { type Connection } from 'mongoose';
import { TIME_BUDGET } from '../config/time-budget';
import { answersWithin, connect, createConnection } from '../storage/connection';

/** The database that the users are in. */
export interface UsersDatabase {
  readonly connection: Connection;
  /** Reaches it; rejects when it is away, with `UnusableUri` when it never can be reached. */
  connect(): Promise<void>;
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
    connect: () => connect(connection, uri, 'USERS_MONGODB_URI'),
    isReady: () => answersWithin(connection, TIME_BUDGET.pingMs),
    close: () => connection.close(),
  };
}

/** Its owner connects, watches and closes it. */
function shared(connection: Connection): UsersDatabase {
  return {
    connection,
    connect: () => Promise.resolve(),
    isReady: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}
