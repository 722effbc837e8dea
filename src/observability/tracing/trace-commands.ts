import { context, type Span, SpanKind } from '@opentelemetry/api';
import { type mongo } from 'mongoose';
import { failSpan, openSpanOf } from './in-span';
import { tracer } from './tracer';

/** What the driver has to be opened with; without an SDK it reports nothing. */
export const COMMAND_REPORTS: mongo.MongoClientOptions = tracer ? { monitorCommands: true } : {};

/** What the driver does for itself while it serves a call. */
const OF_THE_DRIVER = /^(hello|isMaster|ismaster|saslStart|saslContinue|endSessions)$/;

/**
 * Gives each database command of a call or batch a span. What the gateway does all the time for itself,
 * such as following changes, is in none.
 */
export function traceCommands(client: mongo.MongoClient): void {
  if (!tracer) return;
  const by = tracer;
  const running = new Map<number, Span>();
  client.on('commandStarted', (event) => {
    if (!openSpanOf(context.active()) || OF_THE_DRIVER.test(event.commandName)) return;
    const { commandName, databaseName, requestId } = event;
    const collection = collectionOf(event);
    const name = collection === undefined ? commandName : `${commandName} ${collection}`;
    const attributes = {
      ...{ 'db.system.name': 'mongodb', 'db.namespace': databaseName },
      ...{ 'db.operation.name': commandName, ...serverOf(event) },
      ...(collection !== undefined && { 'db.collection.name': collection }),
    };
    running.set(requestId, by.startSpan(name, { kind: SpanKind.CLIENT, attributes }));
  });
  const end = (requestId: number, failure?: Error): void => {
    const span = running.get(requestId);
    if (!span) return;
    running.delete(requestId);
    if (failure) {
      failSpan(span, failure);
      const { code } = failure as { code?: unknown };
      if (typeof code === 'number') span.setAttribute('db.response.status_code', String(code));
    }
    span.end();
  };
  client.on('commandSucceeded', ({ requestId }) => end(requestId));
  client.on('commandFailed', ({ requestId, failure }) => end(requestId, failure));
}

/** A collection stands under the name of its command, behind a cursor, or in a look-up. */
function collectionOf({ command, commandName }: mongo.CommandStartedEvent): string | undefined {
  const { collection, pipeline } = command as {
    collection?: unknown;
    pipeline?: readonly { $lookup?: { from?: unknown } }[];
  };
  const lookUp = pipeline?.find((stage) => stage.$lookup)?.$lookup?.from;
  return [command[commandName] as unknown, collection, lookUp].find(
    (name) => typeof name === 'string',
  );
}

function serverOf({ address }: mongo.CommandStartedEvent): Record<string, string | number> {
  const portAt = address.lastIndexOf(':');
  return {
    'server.address': address.slice(0, portAt).replace(/^\[|\]$/g, ''),
    'server.port': Number(address.slice(portAt + 1)),
  };
}
