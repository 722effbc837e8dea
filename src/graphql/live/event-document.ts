import {
  type DocumentNode,
  getOperationAST,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type SubscriptionOperation } from '../schema/request-context';
import { getSchema } from '../schema/schema';

/** What is executed for each event of a subscription. */
export interface EventDocument {
  /** As text: a subscriber who goes on for days keeps no syntax tree, nor what was sent. */
  readonly source: string;
  readonly operationName: string | undefined;
  /** Only those that change what is selected. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Equal for subscriptions whose answers to one event are equal. */
  readonly key: string;
}

/** What a document selects of an event: one object for all whose document is the same in memory. */
interface Selection extends Pick<EventDocument, 'source' | 'operationName'> {
  /** The variables it uses. */
  readonly used: readonly string[];
}

/** By document, which the store of documents has once for all who send it, and name of the operation. */
const selections = new WeakMap<DocumentNode, Map<string | undefined, Selection>>();

/**
 * A subscription without the arguments of its root field, which choose events and do not change them:
 * so all who select the same share one execution, whatever their filters are.
 */
export function eventDocumentOf({
  document,
  operationName,
  variables,
}: SubscriptionOperation): EventDocument {
  const known = selections.get(document) ?? new Map<string | undefined, Selection>();
  selections.set(document, known);
  const selection = known.get(operationName) ?? selectionOf(document, operationName);
  known.set(operationName, selection);
  const { source, used } = selection;
  const usedVariables = Object.fromEntries(
    used.flatMap((name) => (Object.hasOwn(variables, name) ? [[name, variables[name]]] : [])),
  );
  return {
    ...{ source, operationName: selection.operationName, variables: usedVariables },
    key: `${source}${JSON.stringify(usedVariables)}`,
  };
}

function selectionOf(document: DocumentNode, operationName: string | undefined): Selection {
  const operation = getOperationAST(document, operationName)!;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const bare = withoutRootArguments({
    kind: Kind.DOCUMENT,
    definitions: [operation, ...fragments],
  });
  const used = variablesUsedIn(bare);
  const executed = visit(bare, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
  return { source: print(executed), operationName: operation.name?.value, used: [...used].sort() };
}

function withoutRootArguments(document: DocumentNode): DocumentNode {
  const types = new TypeInfo(getSchema());
  const root = getSchema().getSubscriptionType();
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field: (field) => (types.getParentType() === root ? { ...field, arguments: [] } : undefined),
    }),
  );
}

/** The variables that the selections and their directives use. */
function variablesUsedIn(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    // Their own names are no use.
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(name.value),
  });
  return names;
}
