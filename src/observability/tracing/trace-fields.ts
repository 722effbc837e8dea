import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { type GraphQLFieldResolver, type GraphQLResolveInfo } from 'graphql';
import { type OutcomeName, OUTCOMES } from '../../outcomes/outcomes';
import { inSpan } from './in-span';
import { tracer } from './tracer';

/** A caller chooses the name of an operation. */
const MAX_NAME_LENGTH = 128;

/** The resolver of a root field with a span for each call; itself without an SDK. */
export function traceField<Resolve extends GraphQLFieldResolver<unknown, never>>(
  resolve: Resolve,
): Resolve {
  if (!tracer) return resolve;
  const by = tracer;
  const traced: GraphQLFieldResolver<unknown, never> = (source, args, request, info) => {
    const { type, name } = operationOf(info);
    const attributes = {
      'graphql.operation.type': type,
      ...(name !== undefined && { 'graphql.operation.name': name }),
    };
    const parent = context.active();
    // That of the request: what is known of the operation before it begins is known too late for it.
    trace.getSpan(parent)?.updateName(type).setAttributes(attributes);
    const span = by.startSpan(`${type} ${info.fieldName}`, { attributes }, parent);
    return inSpan({ span, parent }, () => resolve(source, args, request, info));
  };
  return traced as Resolve;
}

function operationOf({ operation }: GraphQLResolveInfo): {
  type: string;
  name: string | undefined;
} {
  return { type: operation.operation, name: operation.name?.value.slice(0, MAX_NAME_LENGTH) };
}

/** Writes the outcome of the use case that is running to its span. */
export function traceOutcome(outcome: OutcomeName): void {
  const span = tracer && trace.getActiveSpan();
  if (!span) return;
  span.setAttribute('lock_gateway.outcome', outcome);
  const { rest, graphql }: (typeof OUTCOMES)[OutcomeName] & Partial<Statuses> = OUTCOMES[outcome];
  if (Math.max(rest?.status ?? 0, graphql?.status ?? 0) >= 500) {
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
}

interface Statuses {
  readonly rest: { readonly status: number };
  readonly graphql: { readonly status: number };
}
