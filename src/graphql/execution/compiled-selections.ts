import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type FieldBudget } from './field-budget';
import { isShared, SharedTexts } from './shared-texts';
import { isPromise, TextOutput, UNUSUAL } from './text-output';
import { leafTextOf } from './write-leaf';

/** Writes the JSON text of a value; throws where GraphQL.js might report an error. */
export type WriteValue = (value: unknown, output: TextOutput) => void;

type Field = GraphQLField<unknown, unknown>;

/** The fields of an object under their response names, each with all nodes that select it. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * Compiles what a document selects. The parts of an object are compiled when the first one is written,
 * so that a document never costs more than its answers; and no more fields than the budget has, however often
 * the document spreads its fragments.
 */
export class CompiledSelections {
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly budget: FieldBudget,
  ) {
    this.fragments = Object.fromEntries(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
      ),
    );
  }

  /** Collects the fields of an object in the order of the answer. */
  collect(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): CollectedFields {
    const fields = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    const add = (set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          const others = fields.get(name);
          if (others) others.push(selection);
          else fields.set(name, [selection]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          const { typeCondition, selectionSet } = selection;
          if (!typeCondition || this.applies(typeCondition.name.value, type)) add(selectionSet);
        } else if (!seen.has(selection.name.value)) {
          seen.add(selection.name.value);
          const fragment = this.fragments[selection.name.value]!;
          if (this.applies(fragment.typeCondition.name.value, type)) add(fragment.selectionSet);
        }
      }
    };
    for (const set of sets) add(set);
    this.budget.spend(fields.size);
    if (this.budget.isSpent) throw UNUSUAL;
    return fields;
  }

  /** How values of a type are written for the nodes that select them. */
  writerOf(type: GraphQLOutputType, nodes: readonly FieldNode[]): WriteValue {
    if (!isNonNullType(type)) {
      const write = this.writerOfPresent(type, nodes);
      return (value, output) => {
        if (value === null || value === undefined) output.text += 'null';
        else write(value, output);
      };
    }
    const write = this.writerOfPresent(type.ofType, nodes);
    return (value, output) => {
      if (value === null || value === undefined) throw UNUSUAL;
      write(value, output);
    };
  }

  private writerOfPresent(type: GraphQLOutputType, nodes: readonly FieldNode[]): WriteValue {
    if (isLeafType(type)) {
      const textOf = leafTextOf(type);
      return (value, output) => {
        output.text += textOf(value);
      };
    }
    if (isListType(type)) return listWriter(this.writerOf(type.ofType, nodes));
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (isObjectType(type)) return this.objectWriter(type, sets);
    if (isAbstractType(type)) return this.abstractWriter(type, sets);
    throw UNUSUAL;
  }

  private objectWriter(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): WriteValue {
    let fields: readonly WriteField[] | undefined;
    const texts = new SharedTexts();
    const write = (value: Readonly<Record<string, unknown>>, output: TextOutput): void => {
      fields ??= this.fieldWriters(type, this.collect(type, sets));
      for (const writeField of fields) writeField(value, output);
      output.text += fields.length === 0 ? '{}' : '}';
    };
    return (value, output) => {
      if (!isOrdinaryObject(value)) throw UNUSUAL;
      const text = isShared(value)
        ? texts.textOf(value.sharedBy(), () => {
            const own = new TextOutput(output.context, output.variables);
            write(value, own);
            const whole = own.finish();
            if (typeof whole !== 'string') throw UNUSUAL;
            return whole;
          })
        : undefined;
      if (text === undefined) write(value, output);
      else output.text += text;
    };
  }

  private fieldWriters(type: GraphQLObjectType, fields: CollectedFields): WriteField[] {
    if (type.isTypeOf) throw UNUSUAL;
    let before = '{';
    return [...fields].map(([responseName, nodes]) => {
      const head = `${before}${JSON.stringify(responseName)}:`;
      before = ',';
      return this.fieldWriter(type, head, nodes);
    });
  }

  private fieldWriter(
    type: GraphQLObjectType,
    head: string,
    nodes: readonly FieldNode[],
  ): WriteField {
    const name = nodes[0]!.name.value;
    if (name === '__typename') {
      const text = head + JSON.stringify(type.name);
      return (_source, output) => {
        output.text += text;
      };
    }
    const field = type.getFields()[name];
    if (!field) throw UNUSUAL;
    const write = this.writerOf(field.type, nodes);
    if (!field.resolve) {
      return (source, output) => {
        output.text += head;
        const value = source[name];
        if (typeof value === 'function') throw UNUSUAL;
        write(value, output);
      };
    }
    const resolve = field.resolve;
    return (source, output) => {
      output.text += head;
      const { variables, context } = output;
      const args = argumentsOf(field, nodes[0]!, variables);
      const value = resolve(source, args, context, NO_INFO);
      if (isPromise(value)) output.addLater(value, write);
      else write(value, output);
    };
  }

  private abstractWriter(type: GraphQLAbstractType, sets: readonly SelectionSetNode[]): WriteValue {
    const writers = new Map<string, WriteValue>();
    const writerFor = (name: unknown): WriteValue => {
      const known = typeof name === 'string' ? writers.get(name) : undefined;
      if (known) return known;
      const found = typeof name === 'string' ? this.schema.getType(name) : undefined;
      if (!isObjectType(found) || !this.schema.isSubType(type, found)) throw UNUSUAL;
      const writer = this.objectWriter(found, sets);
      writers.set(found.name, writer);
      return writer;
    };
    return (value, output) => {
      if (!type.resolveType) throw UNUSUAL;
      const name = type.resolveType(value, output.context, NO_INFO, type);
      writerFor(name)(value, output);
    };
  }

  private applies(condition: string, type: GraphQLObjectType): boolean {
    if (condition === type.name) return true;
    const found = this.schema.getType(condition);
    return isAbstractType(found) && this.schema.isSubType(found, type);
  }
}

type WriteField = (source: Readonly<Record<string, unknown>>, output: TextOutput) => void;

function listWriter(writeItem: WriteValue): WriteValue {
  return (value, output) => {
    if (!Array.isArray(value)) throw UNUSUAL;
    output.text += '[';
    for (let index = 0; index < value.length; index += 1) {
      if (index > 0) output.text += ',';
      writeItem(value[index], output);
    }
    output.text += ']';
  };
}

function argumentsOf(
  field: Field,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return field.args.length === 0 ? {} : getArgumentValues(field, node, variables);
}

function isOrdinaryObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !(value instanceof Error || isPromise(value))
  );
}

/** No resolver of a field reads it; one that did would be called again by GraphQL.js, which has it. */
const NO_INFO = new Proxy({} as GraphQLResolveInfo, {
  get: () => {
    throw UNUSUAL;
  },
});
