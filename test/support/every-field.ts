import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';

/** The GraphQL text of each required argument, or field of one, that is to be filled in. */
export type ArgumentValues = Readonly<Record<string, string>>;

/**
 * The mutations of the schema, each with every field of everything it can answer, under its own
 * name. Throws when a required argument has no value.
 */
export function mutationsWithEveryField(
  schema: GraphQLSchema,
  values: ArgumentValues,
): { name: string; document: string }[] {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  return fields.map((field) => ({
    name: field.name,
    document: `mutation { ${field.name}${argumentsOf(field, values)} ${everyFieldOf(field)} }`,
  }));
}

function argumentsOf(field: GraphQLField<unknown, unknown>, values: ArgumentValues): string {
  const given = field.args.filter(isRequiredArgument);
  return given.length > 0 ? `(${given.map((each) => namedValue(each, values)).join(', ')})` : '';
}

function namedValue(
  { name, type }: { name: string; type: GraphQLInputType },
  values: ArgumentValues,
): string {
  return `${name}: ${valueOf(type, name, values)}`;
}

/** A list has one item, an object its required fields. */
function valueOf(type: GraphQLInputType, name: string, values: ArgumentValues): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    return `[${valueOf(nullable.ofType, name, values)}]`;
  }
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => namedValue(field, values)).join(', ')} }`;
  }
  const value = values[name];
  if (value === undefined) throw new Error(`no value for the argument ${name}`);
  return value;
}

function everyFieldOf(field: GraphQLField<unknown, unknown>): string {
  return selectionOf(getNamedType(field.type), []);
}

/** A type within itself ends there: it has been asked for already. */
function selectionOf(type: GraphQLNamedType, within: readonly GraphQLNamedType[]): string {
  if (isUnionType(type)) {
    const members = type
      .getTypes()
      .map((each) => `... on ${each.name} ${selectionOf(each, within)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields())
    .filter((field) => !within.includes(getNamedType(field.type)))
    .map((field) => {
      const nested = selectionOf(getNamedType(field.type), [...within, type]);
      return `${field.name}${argumentsOf(field, {})} ${nested}`;
    });
  return `{ ${fields.join(' ')} }`;
}
