import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type GraphQLEnumType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isObjectType,
  isScalarType,
  isUnionType,
  specifiedScalarTypes,
} from 'graphql';
import { type LockableType } from '../../config/federation-config';
import { parseLockKey } from '../../domain/lock-key';
import { answerUseCase } from '../schema/answer-use-case';
import { begunOnce } from '../schema/begun-once';
import { type RequestContext } from '../schema/request-context';
import { type Reference, resolveReferences } from './resolve-references';
import { composedPart, describeSubgraph } from './subgraph-text';

/**
 * The schema as a subgraph of Apollo Federation 2 that resolves as `base` does. Throws when a lockable
 * type has the name of another type, or its route is none.
 */
export function createSubgraph(options: {
  base: GraphQLSchema;
  lockableTypes: readonly LockableType[];
  /** False: the schema is shown to those alone who may use locks. */
  introspection: boolean;
}): GraphQLSchema {
  const { base, lockableTypes } = options;
  for (const lockable of lockableTypes) checkType(lockable, base);
  const description = describeSubgraph(base, lockableTypes);
  const schema = buildSubgraphSchema(description);
  copyResolvers(base, schema);
  const { _entities: entities, _service: service } = schema.getQueryType()!.getFields();
  // The library would ask for each reference on its own.
  entities!.resolve = begunOnce((_source, { representations }, context: RequestContext) =>
    resolveReferences(representations as readonly Reference[], { context, lockableTypes }),
  );
  const composed = buildSubgraphSchema(composedPart(description));
  const showSchema = composed.getQueryType()!.getFields()['_service']!.resolve!;
  service!.resolve = options.introspection
    ? showSchema
    : begunOnce((source, args, context, info) =>
        answerUseCase(context, {
          name: 'service',
          run: (caller) => context.locks.me(caller),
          toAnswer: () => showSchema(source, args, context, info),
        }),
      );
  return schema;
}

function checkType({ type, route }: LockableType, base: GraphQLSchema): void {
  const isTaken = base.getType(type) ?? specifiedScalarTypes.find(({ name }) => name === type);
  if (isTaken) throw new Error(`LOCKABLE_TYPES: ${type} is a type of the gateway's own schema`);
  const parsed = parseLockKey(route, '-');
  if (parsed.kind === 'problem') {
    throw new Error(`LOCKABLE_TYPES: the route of ${type}: ${parsed.problem.message}`);
  }
}

/** A schema made from text has no code, and the same types have the same. */
function copyResolvers(from: GraphQLSchema, to: GraphQLSchema): void {
  for (const target of Object.values(to.getTypeMap())) {
    const source = from.getType(target.name);
    if (isObjectType(source)) copyFields(source, target as GraphQLObjectType);
    else if (isUnionType(source) && isUnionType(target)) target.resolveType = source.resolveType;
    else if (isScalarType(source) && isScalarType(target)) {
      target.serialize = source.serialize;
      target.parseValue = source.parseValue;
      target.parseLiteral = source.parseLiteral;
    } else if (isEnumType(source)) checkValues(source);
  }
}

function copyFields(source: GraphQLObjectType, target: GraphQLObjectType): void {
  target.isTypeOf = source.isTypeOf;
  const fields = target.getFields();
  for (const [name, { resolve, subscribe }] of Object.entries(source.getFields())) {
    const field = fields[name];
    if (!field) continue;
    if (resolve) field.resolve = resolve;
    if (subscribe) field.subscribe = subscribe;
  }
}

/** A value that has another name inside would have to be translated. */
function checkValues(type: GraphQLEnumType): void {
  if (type.getValues().every(({ name, value }) => name === value)) return;
  throw new Error(`the values of ${type.name} are not their names`);
}
