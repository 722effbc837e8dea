import { type TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { mongo } from 'mongoose';
import { type Config } from '../../src/config/config';
import { demoRouter } from '../../src/embedded/demo-router';
import { type LockGatewayOptions } from '../../src/gateway/gateway-options';
import { startLockGateway } from '../../src/gateway/lock-gateway';
import { createLogger } from '../../src/observability/logs/logger';
import { type LockDocument } from '../../src/storage/locks/lock-document';
import { LOCKS_COLLECTION } from '../../src/storage/locks/lock-model';
import { callHttp, type HttpAnswer, type HttpCall } from './http-call';
import { testConfig } from './test-config';
import { createTestDatabaseUri } from './test-database';
import { cookieOf, seedUsers, TEST_USERS } from './test-users';

/** The body of a GraphQL answer. */
export interface GraphQLAnswer<Data = Record<string, unknown>> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly argument?: string };
  }[];
}

/** A running gateway with its own database and the users alice, bob, sam and eve. */
export interface TestGateway {
  readonly url: string;
  readonly mongodbUri: string;
  readonly database: mongo.Db;
  readonly locks: mongo.Collection<LockDocument>;
  http(call: HttpCall): Promise<HttpAnswer>;
  /** One of the two REST calls with a JSON body, as one user. */
  rest(username: string, call: RestCall): Promise<HttpAnswer>;
  /** One operation as one user; null sends no cookie. */
  graphql<Data, Variables>(
    username: string | null,
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<GraphQLAnswer<Data>>;
  /** Any GraphQL request body as one user; null sends no cookie. */
  postGraphQL(username: string | null, body: unknown): Promise<HttpAnswer>;
  /** Further users with manage-locks. */
  addUsers(usernames: readonly string[]): Promise<void>;
  /** Stops the gateway and drops its database, unless `keepsData` is set. Safe to call twice. */
  stop(options?: { keepsData: boolean }): Promise<void>;
}

export interface RestCall {
  readonly operation: keyof typeof REST_CALLS;
  readonly body: unknown;
}

/** The two calls of the old dialect. */
export const REST_CALLS = {
  acquire: { method: 'POST', path: '/admin/lock' },
  remove: { method: 'DELETE', path: '/admin/remove-lock' },
} as const;

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Starts a gateway on a free port; resolves when it serves. */
export async function startTestGateway(
  options: Partial<
    Pick<LockGatewayOptions, 'logger' | 'mongodbUri' | 'liveTiming' | 'placeMs' | 'webhookTiming'>
  > & {
    hasDemoUsers?: boolean;
    config?: Partial<Config>;
  } = {},
): Promise<TestGateway> {
  const isNewDatabase = options.mongodbUri === undefined;
  const mongodbUri = options.mongodbUri ?? createTestDatabaseUri();
  const client = await new mongo.MongoClient(mongodbUri).connect();
  const database = client.db();
  if (isNewDatabase) await seedUsers(database, TEST_USERS);
  const gateway = await startLockGateway({
    logger: options.logger ?? createLogger('silent'),
    demoPages: options.hasDemoUsers ? demoRouter() : undefined,
    mongodbUri,
    liveTiming: options.liveTiming,
    placeMs: options.placeMs,
    webhookTiming: options.webhookTiming,
    config: testConfig(options.config),
  });
  await gateway.prepared;
  const http = (call: HttpCall): Promise<HttpAnswer> => callHttp(gateway.url, call);
  const postGraphQL = (username: string | null, body: unknown): Promise<HttpAnswer> =>
    http({
      method: 'POST',
      path: '/graphql',
      headers: { ...JSON_TYPE, ...(username !== null && { Cookie: cookieOf(username) }) },
      body: JSON.stringify(body),
    });
  const stop = async (keepsData: boolean): Promise<void> => {
    await gateway.stop();
    if (!keepsData) await database.dropDatabase();
    await client.close();
  };
  let stopped: Promise<void> | undefined;
  return {
    url: gateway.url,
    mongodbUri,
    database,
    locks: database.collection<LockDocument>(LOCKS_COLLECTION),
    http,
    rest: (username, { operation, body }) =>
      http({
        ...REST_CALLS[operation],
        headers: { ...JSON_TYPE, Cookie: cookieOf(username) },
        body: JSON.stringify(body),
      }),
    graphql: async <Data, Variables>(
      username: string | null,
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ) => {
      const answer = await postGraphQL(username, { query: print(document), variables });
      return JSON.parse(answer.text) as GraphQLAnswer<Data>;
    },
    postGraphQL,
    addUsers: (usernames) =>
      seedUsers(database, Object.fromEntries(usernames.map((name) => [name, ['manage-locks']]))),
    stop: ({ keepsData } = { keepsData: false }) => (stopped ??= stop(keepsData)),
  };
}
