import { type ApolloServer, HeaderMap } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import {
  createSourceEventStream,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
} from 'graphql';
import { type Authentication, type Caller } from '../../domain/caller';
import { type LockSubscription } from '../../domain/lock-feed';
import { type CountRequest } from '../../http/admission/rate-limiter';
import { type Admit } from '../../http/admission/admit';
import { type RequestHead } from '../../http/request-head';
import { causeOf } from '../errors/cause-of';
import { formatError } from '../errors/format-error';
import { outcomeOfThrown } from '../errors/thrown';
import { traceRequest } from '../../observability/tracing/trace-request';
import {
  type Arrival,
  type RequestContext,
  type SubscriptionOperation,
} from '../schema/request-context';
import { getSchema } from '../schema/schema';
import { type BegunRequest } from '../transport/begin-request';
import { executeOperation, failureAnswer, note } from '../transport/execute-operation';
import { type BodyOutcome, bodyRefusal, type HttpAnswer } from '../transport/http-answer';
import { type EventDocument, eventDocumentOf } from './event-document';

/** What an operation is answered with. */
export type BegunOperation =
  | { readonly kind: 'answered'; readonly requestId: string; readonly answer: HttpAnswer }
  | BegunSubscription;

/** A subscription whose events can be read. */
export interface BegunSubscription {
  readonly kind: 'subscribed';
  readonly requestId: string;
  readonly subscription: LockSubscription;
  readonly document: EventDocument;
  readonly viewer: Caller;
}

/** The parameters of one operation, as a client sends them in JSON. */
export interface OperationRequest {
  /** Whose headers tell who asks. */
  readonly request: RequestHead;
  /** The user of a connection that was looked up before. */
  readonly knownCaller?: (() => Caller) | undefined;
  /** Called once the request is admitted. */
  readonly readBody: () => Promise<{ value: unknown } | { refusal: BodyOutcome | 'crossSite' }>;
  /** True for what arrived by GET. */
  readonly isSafe?: boolean;
}

export interface BeginOperationOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly begin: (request: RequestHead, arrival: Arrival) => BegunRequest;
  readonly admit: Admit;
  readonly countUser?: CountRequest | undefined;
}

/** Executes a query or mutation, or begins a subscription; never rejects. */
export type BeginOperation = (operation: OperationRequest) => Promise<BegunOperation>;

/**
 * Creates what the transports with subscriptions share: every operation passes the same checks, limits
 * and rates as one over HTTP, its errors look the same, and it is reported in the same way.
 */
export function createBeginOperation({
  apollo,
  begin,
  admit,
  countUser,
}: BeginOperationOptions): BeginOperation {
  /** Whoever comes back with many subscriptions is looked up once, and ends them as they would end. */
  const known = (context: RequestContext, caller: Caller): RequestContext => {
    const count = async (): Promise<Authentication> => {
      await countUser?.(caller.id);
      return { kind: 'authenticated', caller };
    };
    let counted: Promise<Authentication> | undefined;
    return { ...context, authenticate: () => (counted ??= count()) };
  };
  return async ({ request, knownCaller, readBody, isSafe = false }) => {
    let subscribed: SubscriptionOperation | undefined;
    const onSubscription = (operation: SubscriptionOperation): void =>
      void (subscribed = operation);
    const { context, report } = begin(request, { isSafe, knownCaller, onSubscription });
    const answer = async (): Promise<BegunOperation> => {
      await admit(request);
      const body = await readBody();
      if ('refusal' in body) {
        note(context, body.refusal);
        return answered(context, bodyRefusal(body.refusal));
      }
      const executed = await executeOperation(
        apollo,
        { method: 'POST', headers: JSON_HEADERS, search: '', body: body.value },
        context,
      );
      return subscribed
        ? await subscribe(subscribed, knownCaller ? known(context, knownCaller()) : context)
        : answered(context, executed);
    };
    // A connection that lasts is in the trace of none of its operations.
    const headers = knownCaller ? undefined : request.headers;
    try {
      return await traceRequest({ name: 'graphql', headers }, answer);
    } catch (error) {
      return answered(context, failureAnswer(context, error));
    } finally {
      report();
    }
  };
}

/** The transports have checked already that no page of another site asks. */
const JSON_HEADERS = new HeaderMap([
  ['content-type', 'application/json'],
  ['accept', 'application/json'],
]);

function answered({ requestId }: RequestContext, answer: HttpAnswer): BegunOperation {
  return { kind: 'answered', requestId, answer };
}

async function subscribe(
  operation: SubscriptionOperation,
  context: RequestContext,
): Promise<BegunOperation> {
  const { document, operationName, variables } = operation;
  const stream = await createSourceEventStream({
    ...{ schema: getSchema(), document, operationName, contextValue: context },
    variableValues: variables,
  });
  if (!(Symbol.asyncIterator in stream)) return answered(context, refused(stream, context));
  const authentication = await context.authenticate();
  // The stream began for a caller.
  if (authentication.kind !== 'authenticated') throw new Error('subscribed without a caller');
  return {
    kind: 'subscribed',
    requestId: context.requestId,
    subscription: stream as LockSubscription,
    document: eventDocumentOf(operation),
    viewer: authentication.caller,
  };
}

/** A mistake in the variables fails the request as a whole, what the field throws does not. */
function refused({ errors = [] }: ExecutionResult, context: RequestContext): HttpAnswer {
  const isOfField = errors.some(({ path }) => path !== undefined);
  if (!isOfField && context.outcomes.length === 0) {
    context.outcomes.push({ operation: 'none', outcome: 'badInput', userId: undefined });
  }
  const shown = showErrors(isOfField ? errors : errors.map(asBadInput), context);
  return {
    status: isOfField ? 200 : 400,
    headers: ['Content-Type', 'application/json; charset=utf-8'],
    body: JSON.stringify(isOfField ? { errors: shown, data: null } : { errors: shown }),
  };
}

function asBadInput(error: GraphQLError): GraphQLError {
  const extensions = { ...error.extensions, code: ApolloServerErrorCode.BAD_USER_INPUT };
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions });
}

/** What the caller sees of errors; faults are reported with their cause. */
export function showErrors(
  errors: readonly GraphQLError[],
  { reportFault }: Pick<RequestContext, 'reportFault'>,
): GraphQLFormattedError[] {
  return errors.map((error) => {
    const cause = causeOf(error);
    const isFault = !(cause instanceof GraphQLError) && outcomeOfThrown(cause) === 'fault';
    if (isFault) reportFault(cause);
    return formatError(error.toJSON(), error);
  });
}
