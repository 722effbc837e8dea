import { EventEmitter } from 'node:events';
import { type mongo } from 'mongoose';
import { traceBatches } from '../../../src/observability/tracing/trace-batches';
import { COMMAND_REPORTS, traceCommands } from '../../../src/observability/tracing/trace-commands';
import { traceField } from '../../../src/observability/tracing/trace-fields';
import { traceRequest } from '../../../src/observability/tracing/trace-request';
import { tracer } from '../../../src/observability/tracing/tracer';

describe('without an SDK', () => {
  it('nothing is traced', () => {
    expect(tracer).toBeUndefined();
    expect(traceBatches('batch')).toBeUndefined();
  });

  it('a field keeps its resolver, and a request its promise', () => {
    const resolve = (): string => 'value';
    expect(traceField(resolve)).toBe(resolve);
    const answer = Promise.resolve('answer');
    expect(traceRequest({ name: 'request', headers: {} }, () => answer)).toBe(answer);
  });

  it('the driver reports no commands, and nobody listens', () => {
    const client = new EventEmitter();
    traceCommands(client as mongo.MongoClient);
    expect([COMMAND_REPORTS, client.eventNames()]).toEqual([{}, []]);
  });
});
