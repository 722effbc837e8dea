import 'reflect-metadata';
import { type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { LockResolver } from './lock.resolver';

let schema: GraphQLSchema | undefined;

/** The one schema of the process; decorators fill a global store, so it is built once. */
export function getSchema(): GraphQLSchema {
  schema ??= buildSchemaSync({
    resolvers: [LockResolver],
    validate: false,
    container: { get: () => new LockResolver() },
  });
  return schema;
}
