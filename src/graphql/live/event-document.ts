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

/**
 * A subscription without the arguments of its root field, which choose events and do not change them:
 * so all who select the same share one execution, whatever their filters are.
 */
export function eventDocumentOf({
  document,
  operationName,
  variables,
}: SubscriptionOperation): EventDocument {
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
  const usedVariables = Object.fromEntries(
    [...used]
      .sort()
      .flatMap((name) => (Object.hasOwn(variables, name) ? [[name, variables[name]]] : [])),
  );
  const source = print(executed);
  return {
    source,
    operationName: operation.name?.value,
    variables: usedVariables,
    key: `${source}${JSON.stringify(usedVariables)}`,
  };
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
