import { lexicographicSortSchema, printSchema } from 'graphql';
import { writeFileSync } from 'node:fs';
import { getSchema } from './schema';

/** The schema as it is checked in. */
export function printSortedSchema(): string {
  const head = '# Made from the code by `npm run schema`; do not edit.\n\n';
  return `${head}${printSchema(lexicographicSortSchema(getSchema()))}\n`;
}

if (require.main === module) writeFileSync('schema/schema.graphql', printSortedSchema());
