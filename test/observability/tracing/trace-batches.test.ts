import { finishedSpan, finishedSpans } from '../../support/register-test-sdk';
import { context, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import { GroupCommit } from '../../../src/concurrency/group-commit';
import { SharedReads } from '../../../src/concurrency/shared-reads';
import { traceBatches } from '../../../src/observability/tracing/trace-batches';

const by = trace.getTracer('test');

/** Calls within a span of its own, and ends it when the call settles. */
async function inCall<Result>(name: string, call: () => Promise<Result>): Promise<Result> {
  const span = by.startSpan(name);
  try {
    return await context.with(trace.setSpan(ROOT_CONTEXT, span), call);
  } finally {
    span.end();
  }
}

const fulfilled = (items: readonly string[]): Promise<PromiseSettledResult<string>[]> =>
  Promise.resolve(items.map((value) => ({ status: 'fulfilled', value })));

function groupCommit(
  run: (items: readonly string[]) => Promise<PromiseSettledResult<string>[]> = fulfilled,
): GroupCommit<string, string> {
  return new GroupCommit({
    ...{ run, trace: traceBatches('batch'), keyOf: (item) => item },
    ...{ maxBatchSize: 10, maxBatchesInFlight: 1, maxQueued: 100, deadlineMs: 60_000 },
  });
}

it('items that one call has in a batch are one link', async () => {
  const commits = groupCommit();
  await Promise.all([
    inCall('one', () => Promise.all(['a', 'b'].map((item) => commits.submit(item)))),
    inCall('other', () => commits.submit('c')),
  ]);
  const [batch, one, other] = ['batch', 'one', 'other'].map(finishedSpan);
  expect(batch!.attributes).toEqual({ 'lock_gateway.batch.size': 3 });
  expect(batch!.links.map((link) => link.context.spanId)).toEqual([
    one!.spanContext().spanId,
    other!.spanContext().spanId,
  ]);
  for (const call of [one, other]) {
    expect(call!.links.map((link) => link.context)).toEqual([batch!.spanContext()]);
  }
});

it('the batch of one call is a part of it, whatever ran before', async () => {
  const commits = groupCommit();
  await inCall('before', () => commits.submit('a'));
  await inCall('one', () => Promise.all(['a', 'b'].map((item) => commits.submit(item))));
  const batches = finishedSpans().filter(({ name }) => name === 'batch');
  expect(batches.map((batch) => batch.parentSpanContext?.spanId)).toEqual(
    ['before', 'one'].map((name) => finishedSpan(name).spanContext().spanId),
  );
  expect(batches.flatMap(({ links }) => links)).toEqual([]);
});

it('a batch that fails says of what class the error is, not what it says', async () => {
  const commits = groupCommit(() => Promise.reject(new RangeError('secret')));
  await expect(inCall('one', () => commits.submit('a'))).rejects.toThrow('secret');
  const batch = finishedSpan('batch');
  expect(batch).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'RangeError' } });
  expect(batch.events).toEqual([]);
  expect(batch.status.message).toBeUndefined();
});

it('a batch whose calls are all left out by sampling has no span, and no trace of a call before', async () => {
  const active: unknown[] = [];
  const commits = groupCommit((items) => {
    active.push(trace.getActiveSpan());
    return fulfilled(items);
  });
  const spanContext = {
    traceId: '1'.repeat(32),
    spanId: '2'.repeat(16),
    traceFlags: TraceFlags.NONE,
  };
  await context.with(trace.setSpanContext(ROOT_CONTEXT, spanContext), () => commits.submit('a'));
  expect(active).toEqual([undefined]);
  expect(finishedSpans()).toEqual([]);
});

it('callers who share a read are linked to it', async () => {
  const reads = new SharedReads<string, string>((_key, items) => Promise.resolve(items), {
    ...{ maxShared: 10, maxWaitMs: 60_000, trace: traceBatches('read') },
  });
  await Promise.all(['one', 'other'].map((name) => inCall(name, () => reads.ask('', name))));
  const [read, one, other] = ['read', 'one', 'other'].map(finishedSpan);
  expect(read!.links.map((link) => link.context.spanId)).toEqual(
    [one, other].map((call) => call!.spanContext().spanId),
  );
});
