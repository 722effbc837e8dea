import { buildSchema, Kind, parse, type OperationDefinitionNode, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { getSchema } from '../../src/graphql/schema';
import { printSortedSchema } from '../../src/graphql/emit-schema';

const read = (file: string): string => readFileSync(file, 'utf8');

describe('schema/schema.graphql', () => {
  it('is what the code makes today (npm run schema)', () => {
    expect(read('schema/schema.graphql')).toBe(printSortedSchema());
  });

  it('has every operation of the contract and no other', () => {
    const schema = buildSchema(read('schema/schema.graphql'));
    expect(Object.keys(schema.getQueryType()!.getFields()).sort()).toEqual(['lock', 'locks', 'me']);
    expect(Object.keys(schema.getMutationType()!.getFields()).sort()).toEqual([
      'acquireLock',
      'forceRemoveLock',
      'removeLock',
      'removeMyLocks',
      'renewLock',
      'takeOverLock',
    ]);
  });
});

describe('schema/examples.graphql', () => {
  const document = parse(read('schema/examples.graphql'));
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION,
  );

  it('is valid against the schema', () => {
    expect(validate(getSchema(), document)).toEqual([]);
  });

  it('shows every root field of the schema', () => {
    const shown = operations.flatMap(({ selectionSet }) =>
      selectionSet.selections.map((field) => (field.kind === Kind.FIELD ? field.name.value : '')),
    );
    const { query, mutation } = getSchema().toConfig();
    const fields = [query, mutation].flatMap((type) => Object.keys(type!.getFields()));
    expect([...new Set(shown)].sort()).toEqual(fields.sort());
  });

  it('can be run as pasted: every operation has a name, and every variable but a token a value', () => {
    for (const { name, variableDefinitions = [] } of operations) {
      expect(name).toBeDefined();
      const open = variableDefinitions.filter(
        ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
      );
      expect(open.every(({ variable }) => variable.name.value === 'fencingToken')).toBe(true);
    }
  });
});
