import { finishedSpan, finishedSpans } from '../../support/register-test-sdk';
import { context, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';
import { EventEmitter } from 'node:events';
import { mongo } from 'mongoose';
import { traceCommands } from '../../../src/observability/tracing/trace-commands';

const client = new EventEmitter();
traceCommands(client as mongo.MongoClient);

let requestId = 0;

/** A command as the driver reports it, within a span. */
function run(span: Span | undefined, command: Record<string, unknown>, failure?: Error): void {
  requestId += 1;
  const commandName = Object.keys(command)[0]!;
  context.with(span ? trace.setSpan(ROOT_CONTEXT, span) : ROOT_CONTEXT, () =>
    client.emit('commandStarted', {
      ...{ requestId, commandName, command, databaseName: 'admin' },
      address: '[::1]:27017',
    }),
  );
  if (failure) client.emit('commandFailed', { requestId, failure });
  else client.emit('commandSucceeded', { requestId });
}

const by = trace.getTracer('test');

it('a command is below the span that is open, with the collection that it names', () => {
  const call = by.startSpan('call');
  run(call, { find: 'locks', filter: { _id: 'volume/1' } });
  run(call, { getMore: 1n, collection: 'locks' });
  run(call, { aggregate: 1, pipeline: [{ $documents: [{}] }, { $lookup: { from: 'locks' } }] });
  run(call, { ping: 1 });
  const names = ['find locks', 'getMore locks', 'aggregate locks', 'ping'];
  expect(finishedSpans().map(({ name }) => name)).toEqual(names);
  for (const name of names) {
    expect(finishedSpan(name).parentSpanContext).toEqual(call.spanContext());
  }
  expect(finishedSpan('find locks').attributes).toEqual({
    'db.system.name': 'mongodb',
    'db.namespace': 'admin',
    'db.operation.name': 'find',
    'db.collection.name': 'locks',
    'server.address': '::1',
    'server.port': 27017,
  });
});

it('a command of no call, of one that has ended or of the driver itself has no span', () => {
  const ended = by.startSpan('ended');
  ended.end();
  run(undefined, { find: 'locks' });
  run(ended, { getMore: 1n, collection: 'locks' });
  run(by.startSpan('call'), { hello: 1 });
  expect(finishedSpans().map(({ name }) => name)).toEqual(['ended']);
});

it('a command that fails says of what class and code the error is', () => {
  const failure = new mongo.MongoServerError({ message: 'secret', code: 11000 });
  run(by.startSpan('call'), { insert: 'locks' }, failure);
  const span = finishedSpan('insert locks');
  expect(span.attributes).toMatchObject({
    'error.type': 'MongoServerError',
    'db.response.status_code': '11000',
  });
  expect(span.status).toEqual({ code: 2 });
  expect(span.events).toEqual([]);
});
