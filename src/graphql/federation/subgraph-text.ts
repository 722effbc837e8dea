import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  printSchema,
} from 'graphql';
import { type LockableType } from '../../config/federation-config';

/** What other subgraphs are likely to have as well; `me` belongs to the one that has the users. */
const OWN_ONLY: ReadonlySet<string> = new Set(['Viewer']);

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
  const definitions = own.definitions
    .filter((definition) => !('name' in definition && OWN_ONLY.has(definition.name?.value ?? '')))
    .map((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
      if (definition.name.value === 'Query') return withoutField(definition, 'me');
      return definition.name.value === 'User' ? withShareableName(definition) : definition;
    });
  return { kind: Kind.DOCUMENT, definitions: [...definitions, ...added.definitions] };
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
