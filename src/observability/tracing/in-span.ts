import { context, type Context, type Span, SpanStatusCode, trace } from '@opentelemetry/api';

/** The name of an error's class; its message could repeat what a caller sent. */
export function failSpan(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Does the work within the span and ends it when the work settles, as the work does. */
export async function inSpan<Result>(
  { span, parent }: { span: Span; parent: Context },
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await context.with(trace.setSpan(parent, span), work);
  } finally {
    span.end();
  }
}

/** The span of a context, if it is still open and not left out by sampling. */
export function openSpanOf(within: Context): Span | undefined {
  const span = trace.getSpan(within);
  return span?.isRecording() ? span : undefined;
}
