import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  Kind,
  parse,
  validate,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { getSchema } from '../../../src/graphql/schema/schema';
import { printPossibleTypes, printSortedSchema } from '../../../src/graphql/schema/emit-schema';
import { OPERATION_EXAMPLES, operationsOf } from '../../support/operation-examples';

const operations = OPERATION_EXAMPLES.flatMap(([, text]) => operationsOf(text));
const read = (file: string): string => readFileSync(file, 'utf8');

describe('schema/schema.graphql', () => {
  it('is what the code makes today (npm run schema)', () => {
    expect(read('schema/schema.graphql')).toBe(printSortedSchema());
  });

  it('has every operation of the contract and no other', () => {
    const schema = buildSchema(read('schema/schema.graphql'));
    expect(Object.keys(schema.getQueryType()!.getFields()).sort()).toEqual([
      'checkLocks',
      'lock',
      'lockHistory',
      'locks',
      'me',
      'record',
      'records',
    ]);
    expect(Object.keys(schema.getMutationType()!.getFields()).sort()).toEqual([
      'acquireLock',
      'acquireLocks',
      'forceRemoveLock',
      'removeLock',
      'removeLocks',
      'removeMyLocks',
      'renewLock',
      'renewLocks',
      'requestLock',
      'takeOverLock',
      'withdrawRequest',
    ]);
    expect(Object.keys(schema.getSubscriptionType()!.getFields())).toEqual(['lockEvents']);
  });
});

it('schema/possible-types.json is what the code makes today, and names every union member', () => {
  expect(read('schema/possible-types.json')).toBe(printPossibleTypes());
  expect(JSON.parse(read('schema/possible-types.json'))).toMatchObject({
    RemoveLockResult: ['LockConflict', 'LockNotFound', 'LockRemoved'],
  });
});

describe('what the schema says of itself', () => {
  const schema = buildSchema(read('schema/schema.graphql'));
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );

  it('every type, field and argument is described', () => {
    const fields = types.flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()) : [],
    );
    const inputs = types.flatMap((type) =>
      isInputObjectType(type) ? Object.values(type.getFields()) : [],
    );
    const values = types.flatMap((type) => (isEnumType(type) ? type.getValues() : []));
    const described = [
      ...[...types, ...inputs, ...values],
      ...[...fields, ...fields.flatMap(({ args }) => args)],
    ];
    expect(described.length).toBeGreaterThan(140);
    expect(described.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
  });

  it('every scalar says where it is specified', () => {
    const scalars = types.filter(isScalarType);
    expect(scalars.map(({ name }) => name)).toEqual(['DateTime', 'SafeInt']);
    for (const { specifiedByURL } of scalars) expect(specifiedByURL).toMatch(/^https:/);
  });

  it('every answer to a mutation of one lock has the record', () => {
    const members = types.filter(isUnionType).flatMap((type) => type.getTypes());
    for (const member of members) {
      expect(String(member.getFields()['record']?.type)).toBe('LockableRecord!');
    }
  });
});

describe('the operations of schema/examples', () => {
  it.each(OPERATION_EXAMPLES)('%s is valid against the schema by itself', (_file, text) => {
    expect(validate(getSchema(), parse(text))).toEqual([]);
  });

  it('show every root field of the schema', () => {
    const shown = operations.flatMap(({ selectionSet }) =>
      selectionSet.selections.map((field) => (field.kind === Kind.FIELD ? field.name.value : '')),
    );
    const { query, mutation, subscription } = getSchema().toConfig();
    const fields = [query, mutation, subscription].flatMap((type) =>
      Object.keys(type!.getFields()),
    );
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
