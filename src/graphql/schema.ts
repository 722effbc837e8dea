import 'reflect-metadata';
import { type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { LockResolver } from './lock.resolver';

let schema: GraphQLSchema | undefined;

/** The one schema of the process; decorators fill a global store, so it is built once. */
export function getSchema(): GraphQLSchema {
  schema ??= describeRoots(
    buildSchemaSync({
      resolvers: [LockResolver],
      validate: false,
      container: { get: () => new LockResolver() },
    }),
  );
  return schema;
}

/** The library gives the root types no way to be described. */
function describeRoots(built: GraphQLSchema): GraphQLSchema {
  const descriptions = {
    Query: 'What can be read; nothing here changes or prolongs a lock.',
    Mutation:
      'What can be changed. What a user runs into in ordinary work is a member of the result ' +
      'union; everything else is in `errors`, with a code in `extensions`.',
  };
  for (const [name, description] of Object.entries(descriptions)) {
    built.getType(name)!.description = description;
  }
  return built;
}
