import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import { type IncomingHttpHeaders } from 'node:http';
import { inSpan } from './in-span';
import { tracer } from './tracer';

/** A request, as its span is named. */
export interface TracedRequest {
  readonly name: string;
  /** What says of which trace the request is a part; undefined: of none. */
  readonly headers: IncomingHttpHeaders | undefined;
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Answers a request within a span, which is a part of the caller's trace: of the one that is active, as
 * with an instrumentation of HTTP, or else of the one that the headers name.
 */
export function traceRequest<Result>(
  { name, headers, attributes = {} }: TracedRequest,
  answer: () => Promise<Result>,
): Promise<Result> {
  if (!tracer) return answer();
  const active = context.active();
  const isInRequest = trace.getSpan(active) !== undefined;
  const parent = isInRequest ? active : propagation.extract(active, headers ?? {});
  const kind = isInRequest ? SpanKind.INTERNAL : SpanKind.SERVER;
  return inSpan({ span: tracer.startSpan(name, { kind, attributes }, parent), parent }, answer);
}
