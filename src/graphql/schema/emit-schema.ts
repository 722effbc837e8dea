import { isAbstractType, lexicographicSortSchema, printSchema } from 'graphql';
import { writeFileSync } from 'node:fs';
import { getSchema } from './schema';

/** The text of `schema/schema.graphql`. */
export function printSortedSchema(): string {
  const head = '# Generated from the code by `npm run schema`; do not edit.\n\n';
  return `${head}${printSchema(lexicographicSortSchema(getSchema()))}\n`;
}

/** The text of `schema/possible-types.json`: the members of each union, for client caches. */
export function printPossibleTypes(): string {
  const schema = lexicographicSortSchema(getSchema());
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const members = abstract.map((type) => [
    type.name,
    schema.getPossibleTypes(type).map(({ name }) => name),
  ]);
  return `${JSON.stringify(Object.fromEntries(members), null, 2)}\n`;
}

if (require.main === module) {
  writeFileSync('schema/schema.graphql', printSortedSchema());
  writeFileSync('schema/possible-types.json', printPossibleTypes());
}
