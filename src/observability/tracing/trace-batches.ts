import { type Context, context, ROOT_CONTEXT, type Span, type Tracer } from '@opentelemetry/api';
import { type BatchTrace } from '../../concurrency/batch-trace';
import { failSpan, inSpan, openSpanOf } from './in-span';
import { tracer } from './tracer';

/**
 * Gives each batch a span of this name; undefined without an SDK. The batch of one call is a part of
 * its trace. One that calls share begins a trace, which links to each of them and they to it: it
 * would be wrong in the trace of any one of them.
 */
export function traceBatches(name: string): BatchTrace | undefined {
  return tracer && traceWith(tracer, name);
}

function traceWith(by: Tracer, name: string): BatchTrace {
  return {
    currentCall: () => context.active(),
    run: (calls, work) => {
      const parents = callersOf(calls as readonly Context[]);
      // The callers of a batch without any were left out by sampling.
      if (parents.size === 0) return context.with(ROOT_CONTEXT, work);
      const [only, ...others] = parents;
      const parent = others.length === 0 ? only![1] : ROOT_CONTEXT;
      const links = others.length === 0 ? [] : [...parents.keys()].map(linkTo);
      const attributes = { 'lock_gateway.batch.size': calls.length };
      const span = by.startSpan(name, { attributes, links }, parent);
      if (others.length > 0) for (const caller of parents.keys()) caller.addLink(linkTo(span));
      return inSpan({ span, parent }, () =>
        work().catch((error: unknown) => {
          failSpan(span, error);
          throw error;
        }),
      );
    },
  };
}

/** One for each span, however many items of a batch it has. */
function callersOf(calls: readonly Context[]): Map<Span, Context> {
  const callers = new Map<Span, Context>();
  for (const call of calls) {
    const span = openSpanOf(call);
    if (span) callers.set(span, call);
  }
  return callers;
}

function linkTo(span: Span): { context: ReturnType<Span['spanContext']> } {
  return { context: span.spanContext() };
}
