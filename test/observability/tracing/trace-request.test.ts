import { finishedSpan } from '../../support/register-test-sdk';
import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { traceRequest } from '../../../src/observability/tracing/trace-request';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';
const headers = { traceparent: `00-${TRACE_ID}-${SPAN_ID}-01` };

const answer = (): Promise<string | undefined> =>
  Promise.resolve(trace.getActiveSpan()?.spanContext().spanId);

it('a request is a part of the trace that its headers name', async () => {
  const active = await traceRequest({ name: 'request', headers }, answer);
  const span = finishedSpan('request');
  expect(span.spanContext()).toMatchObject({ traceId: TRACE_ID, spanId: active });
  expect(span).toMatchObject({ kind: SpanKind.SERVER, parentSpanContext: { spanId: SPAN_ID } });
});

it.each([[undefined], [{}], [{ traceparent: 'x'.repeat(10_000) }], [{ traceparent: '00-0-0-01' }]])(
  'the headers %# name no trace, and the request begins one',
  async (others) => {
    await traceRequest({ name: 'request', headers: others }, answer);
    expect(finishedSpan('request').parentSpanContext).toBeUndefined();
  },
);

it('a request that HTTP instrumentation has a span for is a part of that one', async () => {
  const outer = trace.getTracer('test').startSpan('outer');
  await context.with(trace.setSpan(ROOT_CONTEXT, outer), () =>
    traceRequest({ name: 'request', headers }, answer),
  );
  expect(finishedSpan('request')).toMatchObject({
    kind: SpanKind.INTERNAL,
    parentSpanContext: outer.spanContext(),
  });
});

it('a request that fails ends its span', async () => {
  const failure = new Error('failed');
  await expect(
    traceRequest({ name: 'request', headers }, () => Promise.reject(failure)),
  ).rejects.toBe(failure);
  expect(finishedSpan('request').ended).toBe(true);
});
