import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import {
  BREAK,
  type DocumentNode,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
  type GraphQLSchema,
  visit,
} from 'graphql';
import { type DocumentStore } from '../limits/document-store';
import { findUnsafeInteger } from '../limits/refuse-unsafe-integers';
import { type RequestContext } from '../schema/request-context';
import { contentTypeFor } from '../transport/unserved';
import { CompiledOperation } from './compiled-operation';
import { FieldBudget } from './field-budget';

/** How an operation of a stored document is executed: not compiled before it comes a second time. */
type Plan = CompiledOperation | 'once' | 'notCompiled';

/**
 * Answers operations that come again with what was compiled of them, before Apollo Server: its
 * pipeline costs as much as the rest of such a request. Only plain data is answered here. Everything
 * else is Apollo's: documents that are not stored, directives, any request that is not an ordinary
 * POST, and answers with errors, for which GraphQL.js goes on with the fields that have begun.
 *
 * What was compiled lives as long as its document in the store, which bounds it.
 */
export class DirectAnswers {
  private readonly plans = new WeakMap<OperationDefinitionNode, Plan>();
  /** One for all operations of a document: each could spread the same fragments. */
  private readonly budgets = new WeakMap<DocumentNode, FieldBudget>();

  constructor(
    private readonly documents: Pick<DocumentStore, 'find'>,
    private readonly schema: GraphQLSchema,
  ) {}

  /** The answer, or undefined when Apollo has to give it. Never rejects. */
  async answer(
    { method, headers, body }: HTTPGraphQLRequest,
    context: RequestContext,
  ): Promise<HTTPGraphQLResponse | undefined> {
    if (method !== 'POST' || !isJson(headers.get('content-type'))) return undefined;
    const request = asOrdinary(body);
    const document = request && this.documents.find(request.query);
    const operation = document && getOperationAST(document, request.operationName);
    if (!operation || (context.arrival.isSafe && operation.operation !== OperationTypeNode.QUERY)) {
      return undefined;
    }
    const plan = this.planFor(document, operation);
    if (!(plan instanceof CompiledOperation)) return undefined;
    const variables = request.variables ?? {};
    const contentType = contentTypeFor(headers.get('accept'));
    if (contentType === undefined || findUnsafeInteger(variables) !== undefined) return undefined;
    const data = await plan.run({ variables, context });
    if (data === undefined) return undefined;
    return {
      headers: new HeaderMap([['content-type', contentType]]),
      body: { kind: 'complete', string: `{"data":${data}}` },
    };
  }

  private planFor(document: DocumentNode, operation: OperationDefinitionNode): Plan {
    const known = this.plans.get(operation);
    if (known !== undefined && known !== 'once') return known;
    const plan = known === undefined ? 'once' : this.compile(document, operation);
    this.plans.set(operation, plan);
    return plan;
  }

  private compile(document: DocumentNode, operation: OperationDefinitionNode): Plan {
    if (hasDirectives(document)) return 'notCompiled';
    let budget = this.budgets.get(document);
    if (!budget) this.budgets.set(document, (budget = new FieldBudget(document)));
    try {
      return new CompiledOperation(this.schema, document, operation, budget);
    } catch {
      return 'notCompiled';
    }
  }
}

/** What Apollo reads of an ordinary body. */
interface OrdinaryRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/**
 * The body, unless Apollo would reject or interpret some part of it. Of extensions it reads only
 * persisted queries; Apollo Client tells its version there with every request.
 */
function asOrdinary(body: unknown): OrdinaryRequest | undefined {
  if (!isRecord(body)) return undefined;
  const { query, operationName = null, variables = null, extensions = null } = body;
  const isOrdinary =
    typeof query === 'string' &&
    (operationName === null || typeof operationName === 'string') &&
    (variables === null || isRecord(variables)) &&
    (extensions === null || (isRecord(extensions) && !extensions['persistedQuery']));
  return isOrdinary ? (body as unknown as OrdinaryRequest) : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** No page of another site can send it unasked. */
function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /^application\/json *(; *charset=utf-8)?$/i.test(contentType);
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
