import {
  ApolloServer,
  type ApolloServerOptions,
  type ContextThunk,
  type HTTPGraphQLRequest,
  type HTTPGraphQLResponse,
} from '@apollo/server';
import { type GuardDocument, type Refusal } from './document-guard';
import { type RequestContext } from '../schema/request-context';

/** Apollo Server that shows each document to a guard before it looks at it, however it was sent. */
export class GuardedApollo extends ApolloServer<RequestContext> {
  private readonly guard: GuardDocument;

  constructor(options: ApolloServerOptions<RequestContext> & { guard: GuardDocument }) {
    const { guard, ...rest } = options;
    super(rest);
    this.guard = guard;
  }

  /** Answers one request; what the guard refuses is answered without parsing or validation. */
  override async executeHTTPGraphQLRequest(options: {
    httpGraphQLRequest: HTTPGraphQLRequest;
    context: ContextThunk<RequestContext>;
  }): Promise<HTTPGraphQLResponse> {
    const { httpGraphQLRequest } = options;
    let refusal: Refusal | undefined;
    const response = await super.executeHTTPGraphQLRequest({
      httpGraphQLRequest,
      // Here Apollo has refused what other sites send, and has read nothing else yet.
      context: async () => {
        const context = await options.context();
        refusal = await this.findRefusal(httpGraphQLRequest, context);
        if (refusal) throw refusal.error;
        return context;
      },
    });
    if (refusal?.failsEveryField) return withNullData(response);
    noteUntold(await options.context(), response.status ?? 200);
    return response;
  }

  private async findRefusal(
    request: HTTPGraphQLRequest,
    context: RequestContext,
  ): Promise<Refusal | undefined> {
    const source = sourceOf(request);
    try {
      return source === undefined ? undefined : await this.guard(source, context);
    } catch (error) {
      context.reportFault(error);
      throw error;
    }
  }
}

/** The text that Apollo is going to take for the document. */
function sourceOf({ method, body, search }: HTTPGraphQLRequest): string | undefined {
  const query: unknown =
    method === 'GET'
      ? new URLSearchParams(search).get('query')
      : (body as { query?: unknown } | null | undefined)?.query;
  return typeof query === 'string' && query !== '' ? query : undefined;
}

/** As if every field had failed in the same way, which is what small documents are answered. */
function withNullData(response: HTTPGraphQLResponse): HTTPGraphQLResponse {
  if (response.body.kind !== 'complete') return response;
  const answer = { ...(JSON.parse(response.body.string) as object), data: null };
  return { ...response, status: 200, body: { kind: 'complete', string: JSON.stringify(answer) } };
}

/** What no hook of Apollo has told of the request by now. */
function noteUntold(context: RequestContext, status: number): void {
  if (status >= 500 && !context.hasFault()) {
    context.reportFault(new Error(`Apollo Server answered ${status} for a reason of its own`));
  }
  if (status < 400 || context.outcomes.length > 0) return;
  const outcome = status >= 500 ? 'fault' : 'badRequest';
  context.outcomes.push({ operation: 'none', outcome, userId: undefined });
}
