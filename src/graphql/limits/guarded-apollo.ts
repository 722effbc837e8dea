import {
  ApolloServer,
  type ApolloServerOptions,
  type ContextThunk,
  type HTTPGraphQLRequest,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import { OUTCOMES } from '../../outcomes/outcomes';
import { type DirectAnswers } from '../execution/direct-answers';
import { type GuardDocument, type Refusal } from './document-guard';
import { type RequestContext } from '../schema/request-context';
import { explainCrossSite, vouchFor } from '../transport/cross-site';
import { findUnserved, withReadableAccept } from '../transport/unserved';

export type GuardedApolloOptions = ApolloServerOptions<RequestContext> & {
  readonly guard: GuardDocument;
  readonly direct: Pick<DirectAnswers, 'answer'>;
  /** The origins whose pages can send queries by GET. */
  readonly allowedOrigins: ReadonlySet<string>;
};

/**
 * Apollo Server that refuses what is not served and passes each document to a guard, before parsing
 * it and for every HTTP method.
 */
export class GuardedApollo extends ApolloServer<RequestContext> {
  private readonly guard: GuardDocument;
  private readonly direct: Pick<DirectAnswers, 'answer'>;
  private readonly allowedOrigins: ReadonlySet<string>;

  constructor({ guard, direct, allowedOrigins, ...options }: GuardedApolloOptions) {
    super(options);
    this.guard = guard;
    this.direct = direct;
    this.allowedOrigins = allowedOrigins;
  }

  /** Answers one request; Apollo neither parses nor validates a document that the guard rejects. */
  override async executeHTTPGraphQLRequest(options: {
    httpGraphQLRequest: HTTPGraphQLRequest;
    context: ContextThunk<RequestContext>;
  }): Promise<HTTPGraphQLResponse> {
    const direct = await this.direct.answer(options.httpGraphQLRequest, await options.context());
    if (direct) return direct;
    const vouchedFor = vouchFor(options.httpGraphQLRequest, this.allowedOrigins);
    // Apollo reads the header before it asks for the context.
    const httpGraphQLRequest = withReadableAccept(vouchedFor);
    let passedCsrfPrevention = false;
    let refusal: Refusal | undefined;
    const response = await super.executeHTTPGraphQLRequest({
      httpGraphQLRequest,
      // Apollo has rejected cross-site requests by now, and has not read the document yet.
      context: async () => {
        passedCsrfPrevention = true;
        const context = await options.context();
        refusal = await this.findRefusal(vouchedFor, context);
        if (refusal) throw refusal.error;
        return context;
      },
    });
    if (refusal?.failsEveryField) return withNullData(response);
    const context = await options.context();
    // Apollo answers with a page without asking for the context either.
    const isRefused =
      !passedCsrfPrevention && response.status === OUTCOMES.crossSite.graphql.status;
    if (isRefused && httpGraphQLRequest.method === 'GET') {
      context.outcomes.push({ operation: 'none', outcome: 'crossSite', userId: undefined });
      return explainCrossSite(response);
    }
    noteUnreported(context, response.status ?? 200);
    return response;
  }

  private async findRefusal(
    request: HTTPGraphQLRequest,
    context: RequestContext,
  ): Promise<Refusal | undefined> {
    const unserved = findUnserved(request);
    if (unserved) return { error: unserved, failsEveryField: false };
    const source = sourceOf(request);
    try {
      return source === undefined ? undefined : await this.guard(source, context);
    } catch (error) {
      context.reportFault(error);
      throw error;
    }
  }
}

/** The text that Apollo will take as the document. */
function sourceOf({ method, body, search }: HTTPGraphQLRequest): string | undefined {
  const query: unknown =
    method === 'GET'
      ? new URLSearchParams(search).get('query')
      : (body as { query?: unknown } | null | undefined)?.query;
  return typeof query === 'string' && query !== '' ? query : undefined;
}

/** The answer as if every field had failed, which is how a tiny document is answered. */
function withNullData(response: HTTPGraphQLResponse): HTTPGraphQLResponse {
  if (response.body.kind !== 'complete') return response;
  const answer = { ...(JSON.parse(response.body.string) as object), data: null };
  return { ...response, status: 200, body: { kind: 'complete', string: JSON.stringify(answer) } };
}

/** Records the outcome of a request that no hook of Apollo has reported. */
function noteUnreported(context: RequestContext, status: number): void {
  if (status >= 500 && !context.hasFault()) {
    context.reportFault(new Error(`Apollo Server answered ${status} without reporting an error`));
  }
  if (status < 400 || context.outcomes.length > 0) return;
  const outcome = status >= 500 ? 'fault' : 'badRequest';
  context.outcomes.push({ operation: 'none', outcome, userId: undefined });
}
