import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import cookieParser from 'cookie-parser';
import express from 'express';
import { GraphQLError } from 'graphql';
import { createPubSub } from '@graphql-yoga/subscription';
import {
  Arg,
  buildSchema,
  Ctx,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import {
  AcquireLockResult,
  LockEventType,
  type LockAcquired,
  LockConnection,
  LockConflict,
  type LockNotFound,
  type LockRemoved,
  LockType,
  RemoveLockResult,
} from './graphql-types';
import { HandwrittenStore, type PeerLock, type PeerUser } from './handwritten-store';
import { setting } from './setting';
import { refreshToken } from './rest-dialect';
import { serveSubscriptions } from './serve-subscriptions';

/** What subscribers are told through the process. */
interface Told {
  type: string;
  lock: PeerLock;
  actor: PeerUser;
  at: Date;
}

const TOPIC = 'lockEvents';
const pubSub = createPubSub<{ [TOPIC]: [Told] }>();

const PAGE = 50;

interface Context {
  user: PeerUser | null;
  store: HandwrittenStore;
}

function toGraphql(lock: PeerLock, user: PeerUser): LockType {
  return {
    id: `${encodeURIComponent(lock.route)}/${encodeURIComponent(lock.id)}`,
    route: lock.route,
    resourceId: lock.id,
    holder: { id: lock.holderId, username: lock.holderName },
    acquiredAt: lock.acquiredAt,
    renewedAt: lock.renewedAt,
    expiresAt: lock.expiresAt,
    expiresInMs: lock.expiresAt.getTime() - Date.now(),
    fencingToken: lock.fencingToken,
    note: lock.note ?? null,
    heldByMe: lock.holderId === user.id,
    canTakeOver: user.permissions.includes('override-locks'),
  };
}

function caller(context: Context): PeerUser {
  if (!context.user)
    throw new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
  if (!context.user.permissions.includes('manage-locks'))
    throw new GraphQLError('Forbidden', { extensions: { code: 'FORBIDDEN' } });
  return context.user;
}

const conflict = (lock: PeerLock, user: PeerUser): LockConflict => ({
  message: `Locked by ${lock.holderName}.`,
  lock: toGraphql(lock, user),
});

@Resolver()
class LockResolver {
  @Query(() => String)
  me(@Ctx() context: Context): string {
    return caller(context).username;
  }

  @Query(() => LockConnection)
  async locks(
    @Ctx() context: Context,
    @Arg('route', () => String) route: string,
    @Arg('ids', () => [ID], { nullable: true }) ids?: string[],
    @Arg('mine', () => Boolean, { nullable: true }) mine?: boolean,
  ): Promise<LockConnection> {
    const user = caller(context);
    const holderId = mine ? user.id : undefined;
    const found = await context.store.list({ route, ids, holderId, limit: PAGE + 1 });
    return {
      nodes: found.slice(0, PAGE).map((lock) => toGraphql(lock, user)),
      pageInfo: { hasNextPage: found.length > PAGE },
    };
  }

  @Mutation(() => AcquireLockResult)
  async acquireLock(
    @Ctx() context: Context,
    @Arg('route', () => String) route: string,
    @Arg('id', () => ID) id: string,
    @Arg('ttlSeconds', () => Int, { nullable: true }) _ttlSeconds?: number,
    @Arg('note', () => String, { nullable: true }) note?: string,
  ): Promise<LockAcquired | LockConflict> {
    const user = caller(context);
    const lock = await context.store.acquire(route, id, user, note ?? undefined);
    if (lock.holderId !== user.id) return conflict(lock, user);
    const created = lock.renewedAt.getTime() === lock.acquiredAt.getTime();
    pubSub.publish(TOPIC, {
      type: created ? 'ACQUIRED' : 'RENEWED',
      lock,
      actor: user,
      at: new Date(),
    });
    return { lock: toGraphql(lock, user), created };
  }

  @Mutation(() => RemoveLockResult)
  async removeLock(
    @Ctx() context: Context,
    @Arg('route', () => String) route: string,
    @Arg('id', () => ID) id: string,
  ): Promise<LockRemoved | LockNotFound | LockConflict> {
    const user = caller(context);
    const { kind, lock } = await context.store.remove(route, id, user);
    if (!lock) return { message: 'No such lock.' };
    if (kind === 'held') return conflict(lock, user);
    if (kind === 'removed')
      pubSub.publish(TOPIC, { type: 'RELEASED', lock, actor: user, at: new Date() });
    return { lock: toGraphql(lock, user) };
  }

  @Subscription(() => LockEventType, {
    topics: TOPIC,
    filter: ({ payload, args }) =>
      (payload as Told).lock.route === (args as { route: string }).route,
  })
  lockEvents(
    @Arg('route', () => String) _route: string,
    @Root() { type, lock, actor, at }: Told,
    @Ctx() context: Context,
  ): LockEventType {
    return { type, lock: toGraphql(lock, caller(context)), actor, at };
  }
}

async function main(): Promise<void> {
  const store = await HandwrittenStore.connect(setting('MONGODB_URI'));
  const schema = await buildSchema({ resolvers: [LockResolver], validate: false, pubSub });
  const apollo = new ApolloServer<Context>({ schema, introspection: false });
  await apollo.start();

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(
    '/graphql',
    cookieParser(),
    express.json({ limit: '16kb' }),
    expressMiddleware(apollo, {
      context: async ({ req }) => {
        const token = refreshToken(req);
        return { store, user: token === undefined ? null : await store.findUser(token) };
      },
    }),
  );
  const server = app.listen(Number(setting('PORT')), '127.0.0.1', 4096);
  serveSubscriptions(server, schema, async (request): Promise<Context> => {
    const token = /(?:^|; )refreshToken=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    return { store, user: token === undefined ? null : await store.findUser(token) };
  });
}

void main();
