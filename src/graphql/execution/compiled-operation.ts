import {
  type DocumentNode,
  type FieldNode,
  getArgumentValues,
  getVariableValues,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { type RequestContext } from '../schema/request-context';
import { CompiledSelections, type WriteValue } from './compiled-selections';
import { type FieldBudget } from './field-budget';
import { TextOutput, UNUSUAL } from './text-output';

interface RootField {
  /** The JSON of the response name and what precedes it. */
  readonly head: string;
  readonly responseName: string;
  readonly nodes: readonly FieldNode[];
  readonly field: GraphQLField<unknown, unknown>;
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  readonly write: WriteValue;
}

/** One execution of an operation. */
export interface OperationCall {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/**
 * An operation whose answer is written as JSON text, without the objects that GraphQL.js makes of it
 * first. The schema's own resolvers are called, each root field at most once.
 */
export class CompiledOperation {
  private readonly rootType: GraphQLObjectType;
  private readonly selections: CompiledSelections;
  private readonly fields: readonly RootField[];

  /**
   * Throws for an operation that only GraphQL.js can execute. That includes queries of several root
   * fields: of those that fail together, the order of the errors depends on every step of its own.
   */
  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
    private readonly budget: FieldBudget,
  ) {
    // Its field is resolved for each event, by whoever tells of it.
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw UNUSUAL;
    this.rootType = schema.getRootType(operation.operation)!;
    const selections = new CompiledSelections(schema, document, budget);
    const collected = selections.collect(this.rootType, [operation.selectionSet]);
    if (collected.size > 1 && operation.operation !== OperationTypeNode.MUTATION) throw UNUSUAL;
    this.fields = [...collected].map(([responseName, nodes], index) => {
      const field = this.rootType.getFields()[nodes[0]!.name.value];
      if (!field?.resolve) throw UNUSUAL;
      return {
        head: `${index === 0 ? '{' : ','}${JSON.stringify(responseName)}:`,
        ...{ responseName, nodes, field, resolve: field.resolve },
        write: selections.writerOf(field.type, nodes),
      };
    });
    this.selections = selections;
  }

  /**
   * The JSON text of the data; undefined when GraphQL.js has to answer, which finds the fields that
   * have begun in `context.begun`. Never rejects.
   */
  async run({ variables, context }: OperationCall): Promise<string | undefined> {
    if (this.budget.isSpent) return undefined;
    try {
      const { variableDefinitions = [] } = this.operation;
      const { coerced } = getVariableValues(this.schema, variableDefinitions, variables);
      if (!coerced) return undefined;
      const output = new TextOutput(context, coerced);
      // All of them first: nothing has begun when GraphQL.js has to report one that is not valid.
      const args = this.fields.map(({ field, nodes }) =>
        getArgumentValues(field, nodes[0]!, coerced),
      );
      for (const [index, field] of this.fields.entries()) {
        output.text += field.head;
        field.write(await this.begin(field, args[index]!, output), output);
      }
      output.text += '}';
      return await output.finish();
    } catch {
      return undefined;
    }
  }

  private begin(
    { field, nodes, resolve, responseName }: RootField,
    args: Record<string, unknown>,
    { context, variables }: TextOutput,
  ): Promise<unknown> {
    const { schema, operation, rootType } = this;
    const value = new Promise((settle) => {
      const info = {
        ...{ fieldName: field.name, fieldNodes: nodes, returnType: field.type },
        ...{ parentType: rootType, schema, operation, rootValue: undefined },
        fragments: this.selections.fragments,
        variableValues: { ...variables },
        path: { prev: undefined, key: responseName, typename: rootType.name },
      };
      settle(resolve(undefined, args, context, info));
    });
    // If GraphQL.js has to answer, it reports a rejection.
    value.catch(() => {});
    context.begun.set(responseName, value);
    return value;
  }
}
