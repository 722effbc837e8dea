import 'reflect-metadata';
import { type GraphQLSchema, isUnionType } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { traceField } from '../../observability/tracing/trace-fields';
import { begunOnce } from './begun-once';
import { HistoryResolver } from './history.resolver';
import { LineResolver } from './line.resolver';
import { LockEventsResolver, resolveLockEvent } from './lock-events.resolver';
import { LockResolver } from './lock.resolver';
import { resolveResultType } from './lock-result.type';
import { ManyLocksResolver } from './many-locks.resolver';

/** TypeGraphQL wants one, though the subscription brings its own stream. */
const UNUSED: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('no subscription has topics');
  },
};

let schema: GraphQLSchema | undefined;

/** The schema of the process; it is built once, because decorators fill a global store. */
export function getSchema(): GraphQLSchema {
  schema ??= beginOnce(
    answerAtOnce(
      describeRoots(
        buildSchemaSync({
          resolvers: [
            LockResolver,
            LineResolver,
            ManyLocksResolver,
            LockEventsResolver,
            HistoryResolver,
          ],
          validate: false,
          pubSub: UNUSED,
          container: { get: (Resolver: new () => object) => new Resolver() },
        }),
      ),
    ),
  );
  return schema;
}

/** TypeGraphQL does in promises what an event that is told to thousands cannot wait for. */
function answerAtOnce(built: GraphQLSchema): GraphQLSchema {
  const events = built.getSubscriptionType()!.getFields()['lockEvents']!;
  events.resolve = resolveLockEvent;
  events.subscribe = traceField(events.subscribe!);
  for (const type of Object.values(built.getTypeMap())) {
    if (isUnionType(type)) type.resolveType = resolveResultType;
  }
  return built;
}

function beginOnce(built: GraphQLSchema): GraphQLSchema {
  for (const type of [built.getQueryType()!, built.getMutationType()!]) {
    for (const field of Object.values(type.getFields())) {
      field.resolve = begunOnce(field.resolve!);
    }
  }
  return built;
}

/** TypeGraphQL has no way to describe the root types. */
function describeRoots(built: GraphQLSchema): GraphQLSchema {
  const descriptions = {
    Query: 'Reads; none of them changes or renews a lock.',
    Mutation:
      'Changes. An expected outcome, such as a conflict, is a member of the result union; any other ' +
      'failure is in `errors`, with a code in `extensions`.',
    Subscription: 'What happens to locks as it happens, over WebSocket and Server-Sent Events.',
  };
  for (const [name, description] of Object.entries(descriptions)) {
    built.getType(name)!.description = description;
  }
  return built;
}
