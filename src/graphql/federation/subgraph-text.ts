import {
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  printSchema,
} from 'graphql';
import { type LockableType } from '../../config/federation-config';

/** What a larger graph has of its own, and could not compose with another of the same name. */
const OWN_TYPE = 'Viewer';
const OWN_FIELD = 'me';

/**
 * The schema as a subgraph: locks can be referred to, users and pages may be in other subgraphs too, and
 * the lockable types get a lock.
 */
export function describeSubgraph(
  base: GraphQLSchema,
  lockableTypes: readonly LockableType[],
): DocumentNode {
  const own = parse(printSchema(base), { noLocation: true });
  const added = parse(
    [
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])',
      'extend type Lock @key(fields: "id")',
      'extend type User @key(fields: "id", resolvable: false)',
      'extend type PageInfo @shareable',
      ...lockableTypes.map(describeType),
    ].join('\n'),
    { noLocation: true },
  );
  const definitions = own.definitions.map((definition) =>
    isObjectType(definition, 'User') ? withShareableName(definition) : definition,
  );
  return { kind: Kind.DOCUMENT, definitions: [...definitions, ...added.definitions] };
}

/** What is composed of a subgraph: all but `me`, which the gateway serves those who ask it directly. */
export function composedPart({ kind, definitions }: DocumentNode): DocumentNode {
  return {
    kind,
    definitions: definitions
      .filter((definition) => !isObjectType(definition, OWN_TYPE))
      .map((definition) =>
        isObjectType(definition, 'Query') ? withoutField(definition, OWN_FIELD) : definition,
      ),
  };
}

function isObjectType(
  definition: DefinitionNode,
  name: string,
): definition is ObjectTypeDefinitionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === name;
}

function describeType({ type, route, keyField }: LockableType): string {
  return [
    `"What the records of the route \`${route.replaceAll(/["\\`]/g, '')}\` are in the larger graph."`,
    `type ${type} @key(fields: "${keyField}") {`,
    `  "The resource id within the route."`,
    `  ${keyField}: ID!`,
    `  "The lock that holds the record; null when it is free. Needs \`manage-locks\`."`,
    `  lock: Lock`,
    `}`,
  ].join('\n');
}

function withoutField(
  definition: ObjectTypeDefinitionNode,
  name: string,
): ObjectTypeDefinitionNode {
  return {
    ...definition,
    fields: (definition.fields ?? []).filter((field) => field.name.value !== name),
  };
}

function withShareableName(definition: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const shareable = {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'shareable' },
  } as const;
  const fields = (definition.fields ?? []).map((field) =>
    field.name.value === 'username' ? { ...field, directives: [shareable] } : field,
  );
  return { ...definition, fields };
}
