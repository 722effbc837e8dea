import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'schema/examples';

/** Each file of operations to paste, with its text. */
export const OPERATION_EXAMPLES: readonly (readonly [file: string, text: string])[] = readdirSync(
  FOLDER,
).map((name) => [join(FOLDER, name), readFileSync(join(FOLDER, name), 'utf8')]);

/** The operations of a document. */
export function operationsOf(text: string): OperationDefinitionNode[] {
  return parse(text).definitions.filter(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION,
  );
}
