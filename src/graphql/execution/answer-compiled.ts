import { type ApolloServerPlugin, type GraphQLResponse, HeaderMap } from '@apollo/server';
import { BREAK, type DocumentNode, type OperationDefinitionNode, visit } from 'graphql';
import { getSchema } from '../schema/schema';
import { type RequestContext } from '../schema/request-context';
import { CompiledOperation } from './compiled-operation';
import { DataText } from './data-text';

/** How an operation of a stored document is executed: not compiled before it comes a second time. */
type Plan = CompiledOperation | 'once' | 'notCompiled';

/**
 * Answers operations that come again with what was compiled of them. Anything but plain data is left
 * to Apollo and GraphQL.js: errors with their paths, messages and order, and documents with directives.
 * What was compiled lives as long as its document in the store, which bounds it.
 */
export function answerCompiled(): ApolloServerPlugin<RequestContext> {
  const plans = new WeakMap<OperationDefinitionNode, Plan>();
  const planFor = (document: DocumentNode, operation: OperationDefinitionNode): Plan => {
    const known = plans.get(operation);
    if (known !== undefined && known !== 'once') return known;
    const plan = known === undefined ? 'once' : compile(document, operation);
    plans.set(operation, plan);
    return plan;
  };
  return {
    requestDidStart: () =>
      Promise.resolve({
        responseForOperation: async ({
          operation,
          document,
          request,
          contextValue: context,
        }): Promise<GraphQLResponse | null> => {
          const plan = operation && planFor(document, operation);
          if (!(plan instanceof CompiledOperation)) return null;
          const text = await plan.run({ variables: request.variables ?? {}, context });
          return text === undefined ? null : toResponse(text);
        },
      }),
  };
}

function compile(document: DocumentNode, operation: OperationDefinitionNode): Plan {
  if (hasDirectives(document)) return 'notCompiled';
  try {
    return new CompiledOperation(getSchema(), document, operation);
  } catch {
    return 'notCompiled';
  }
}

function hasDirectives(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: () => {
      found = true;
      return BREAK;
    },
  });
  return found;
}

function toResponse(text: string): GraphQLResponse {
  return {
    http: { headers: new HeaderMap() },
    body: { kind: 'single', singleResult: { data: new DataText(text) } },
  };
}
