import { mongo } from 'mongoose';
import { isDeepStrictEqual } from 'node:util';
import { BUILT_GATEWAY, ensureBuilt } from '../../support/built-gateway';
import { freePort } from '../../support/free-ports';
import { type GatewayProcess, runGateway } from '../../support/gateway-process';
import { callHttp, type HttpAnswer } from '../../support/http-call';
import { openConnection, untilEnd, untilItSays } from '../../support/raw-http';
import {
  type CollectedSpan,
  type SpanCollector,
  startSpanCollector,
} from '../../support/span-collector';
import { createTestDatabaseUri, dropDatabase } from '../../support/test-database';
import { cookieOf, seedUsers, TEST_USERS, tokenOf } from '../../support/test-users';

const SERVER = 1;
const CLIENT = 2;
const ERROR = 2;

const mongodbUri = createTestDatabaseUri();
let collector: SpanCollector;
let gateway: GatewayProcess;
let url: string;

beforeAll(async () => {
  await ensureBuilt();
  const client = await new mongo.MongoClient(mongodbUri).connect();
  await seedUsers(client.db(), TEST_USERS);
  await client.close();
  collector = await startSpanCollector();
  const env = {
    ...{ PORT: String(await freePort()), MONGODB_URI: mongodbUri, ...collector.environment },
    LOG_LEVEL: 'info',
  };
  gateway = runGateway({ directory: BUILT_GATEWAY, env });
  url = await gateway.ready();
}, 120_000);

afterAll(async () => {
  gateway.kill('SIGTERM');
  await gateway.exitCode();
  await collector.stop();
  await dropDatabase(mongodbUri);
});

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A trace that a caller began, which is sent with a call. */
function callersTrace(): { traceId: string; spanId: string; traceparent: string } {
  const id = (length: number): string =>
    Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join('');
  const [traceId, spanId] = [`1${id(31)}`, `1${id(15)}`];
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

function acquire(username: string, id: string, traceparent?: string): Promise<HttpAnswer> {
  return callHttp(url, {
    ...{ method: 'POST', path: '/admin/lock', body: JSON.stringify({ route: 'volume', id }) },
    headers: { ...JSON_TYPE, Cookie: cookieOf(username), ...(traceparent && { traceparent }) },
  });
}

/** The status lines of calls that a gateway finds all at once, because it stood still when they were sent. */
async function acquireTogether(
  calls: readonly { trace: { traceparent: string }; id: string }[],
): Promise<(string | undefined)[]> {
  const port = Number(new URL(url).port);
  const sockets = await Promise.all(calls.map(() => openConnection(port)));
  // Node accepts one connection at a time, so all are accepted before.
  for (const socket of sockets) {
    socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await untilItSays(socket, /\r\n\r\n./);
  }
  gateway.kill('SIGSTOP');
  for (const [index, { trace, id }] of calls.entries()) {
    const body = JSON.stringify({ route: 'volume', id });
    const head = [
      ...['POST /admin/lock HTTP/1.1', 'Host: localhost', 'Connection: close'],
      ...['Content-Type: application/json', `Content-Length: ${body.length}`],
      ...[`Cookie: ${cookieOf('alice')}`, `traceparent: ${trace.traceparent}`],
    ];
    await new Promise<void>((sent) =>
      sockets[index]!.write(`${head.join('\r\n')}\r\n\r\n${body}`, () => sent()),
    );
  }
  gateway.kill('SIGCONT');
  const answers = await Promise.all(sockets.map(untilEnd));
  return answers.map((text) => text.split('\r\n')[0]);
}

function graphql(query: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return callHttp(url, {
    ...{ method: 'POST', path: '/graphql', body: JSON.stringify({ query }) },
    headers: { ...JSON_TYPE, Cookie: cookieOf('alice'), ...headers },
  });
}

/** The span of a request in the caller's trace, which ends last. */
function requestIn(traceId: string): Promise<CollectedSpan> {
  return collector.find(`a request in ${traceId}`, (spans) =>
    spans.find((span) => span.traceId === traceId && span.kind === SERVER),
  );
}

const childrenOf = ({ id }: CollectedSpan): CollectedSpan[] =>
  collector.spans.filter(({ parentId }) => parentId === id);

it('a batch of concurrent acquires links to each of them, and each of them to it', async () => {
  const calls = Array.from({ length: 20 }, (_, index) => ({
    ...{ trace: callersTrace(), id: `together-${index}` },
  }));
  expect(await acquireTogether(calls)).toEqual(calls.map(() => 'HTTP/1.1 200 OK'));
  const requests = await Promise.all(calls.map(({ trace }) => requestIn(trace.traceId)));
  for (const [index, request] of requests.entries()) {
    expect(request).toMatchObject({
      name: 'POST /admin/lock',
      parentId: calls[index]!.trace.spanId,
    });
  }
  // A call whose batch nobody shares is the parent of its batch.
  const isOfOne = (batch: CollectedSpan, { id }: CollectedSpan): boolean =>
    batch.parentId === id || batch.links.includes(id);
  const batchesOf = (name: string) => (spans: readonly CollectedSpan[]) => {
    const batches = spans.filter((span) => span.name === name);
    return requests.every((request) => batches.some((batch) => isOfOne(batch, request)))
      ? batches
      : undefined;
  };
  for (const name of ['change locks', 'look up users']) {
    const batches = await collector.find(`batches of ${name}`, batchesOf(name));
    const shared = batches.filter(({ links }) => links.length > 0);
    expect(shared.length).toBeGreaterThan(0);
    let linked = 0;
    for (const batch of shared) {
      expect(batch).toMatchObject({
        attributes: { 'lock_gateway.batch.size': batch.links.length },
        ...{ kind: 0, status: 0 },
      });
      expect(batch.parentId).toBeUndefined();
      for (const request of requests.filter(({ id }) => batch.links.includes(id))) {
        linked += 1;
        expect(request.traceId).not.toBe(batch.traceId);
        expect(request.links).toContain(batch.id);
      }
      const commands = await collector.find(`the commands of ${name}`, () =>
        childrenOf(batch).length > 0 ? childrenOf(batch) : undefined,
      );
      for (const command of commands) {
        expect(command).toMatchObject({
          ...{ kind: CLIENT, status: 0, traceId: batch.traceId },
          attributes: {
            'db.system.name': 'mongodb',
            'db.namespace': new URL(mongodbUri).pathname.slice(1),
            'db.operation.name': expect.stringMatching(
              /^(aggregate|find|insert|update)$/,
            ) as string,
            'db.collection.name': expect.stringMatching(/^(locks|users)$/) as string,
            'server.port': Number(new URL(mongodbUri).port),
          },
        });
      }
    }
    expect(linked).toBeGreaterThan(1);
  }
});

it('a lone call has its batches and commands in its own trace', async () => {
  const { traceId, traceparent } = callersTrace();
  expect((await acquire('alice', 'alone', traceparent)).status).toBe(200);
  const request = await requestIn(traceId);
  expect(request).toMatchObject({
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/admin/lock',
      'lock_gateway.outcome': 'acquired',
    },
    ...{ status: 0, links: [] },
  });
  const batch = await collector.find('its batch', () =>
    childrenOf(request).find(({ name }) => name === 'change locks'),
  );
  await collector.find('its command', () =>
    childrenOf(batch).find(({ name }) => name === 'insert locks'),
  );
});

it('what is read for a call while its caller is looked up is in its trace', async () => {
  // Where look-ups are slow, one batch of sixteen has such a reading.
  const traces = Array.from({ length: 17 }, callersTrace);
  for (const [index, { traceparent }] of traces.entries()) {
    expect((await acquire('alice', `ahead-${index}`, traceparent)).status).toBe(200);
  }
  const ahead = await collector.find('a reading ahead', (spans) =>
    spans.find(
      ({ name, traceId }) =>
        name === READ_AHEAD && traces.some((trace) => trace.traceId === traceId),
    ),
  );
  expect(ahead.parentId).toBe((await requestIn(ahead.traceId)).id);
  await collector.find('its command', () =>
    childrenOf(ahead).find(({ name }) => name === 'aggregate locks'),
  );
});

/** Whether there is one depends on how fast callers are looked up. */
const READ_AHEAD = 'read locks ahead';
/** One that is too old when it is used is read again. */
const READING = 'aggregate locks';
const BELOW_A_RENEWAL = [
  ...[READING, 'change locks', 'find users', 'look up users'],
  ...['mutation', 'mutation acquireLock', 'update locks'],
];

it('a root field is in the trace of its caller, executed by GraphQL.js as well as compiled', async () => {
  await acquire('alice', 'field');
  for (let time = 0; time < 6; time += 1) {
    const { traceId, spanId, traceparent } = callersTrace();
    const { text } = await graphql(
      'mutation Edit { acquireLock(route: "volume", id: "field") { __typename } }',
      { traceparent },
    );
    expect(text).toBe('{"data":{"acquireLock":{"__typename":"LockAcquired"}}}');
    const request = await requestIn(traceId);
    const operation = { 'graphql.operation.type': 'mutation', 'graphql.operation.name': 'Edit' };
    expect(request).toMatchObject({ name: 'mutation', parentId: spanId, attributes: operation });
    const fields = childrenOf(request).filter(({ name }) => name.startsWith('mutation '));
    expect(fields).toMatchObject([
      {
        name: 'mutation acquireLock',
        ...{ kind: 0, status: 0, links: [], traceId },
        attributes: { ...operation, 'lock_gateway.outcome': 'acquired' },
      },
    ]);
    await collector.find('all below it', (spans) => {
      const names = spans.filter((span) => span.traceId === traceId).map(({ name }) => name);
      const others = names.filter((name, index) => {
        const isAgain = name === READING && names.indexOf(name) < index;
        return name !== READ_AHEAD && !isAgain;
      });
      return isDeepStrictEqual(others.sort(), BELOW_A_RENEWAL) || undefined;
    });
  }
});

it('the root fields of one request are in one trace, whether anybody sent one or not', async () => {
  await graphql('{ me { permissions } fresh: lock(route: "volume", id: "several") { id } }');
  const field = await collector.find('the field', (spans) =>
    spans.find(({ name }) => name === 'query lock'),
  );
  const request = await collector.find('the request', (spans) =>
    spans.find(({ id }) => id === field.parentId),
  );
  expect(request).toMatchObject({ name: 'query', kind: SERVER });
  expect(request.parentId).toBeUndefined();
  expect(childrenOf(request).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['query me', 'query lock']),
  );
});

it('a subscription has a span until it is told of events, and what follows the changes has none', async () => {
  const abort = new AbortController();
  const { traceId, traceparent } = callersTrace();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      ...{ ...JSON_TYPE, Accept: 'text/event-stream', Cookie: cookieOf('alice'), traceparent },
    },
    body: JSON.stringify({ query: 'subscription { lockEvents { type } }' }),
    signal: abort.signal,
  });
  const request = await requestIn(traceId);
  expect(request.name).toBe('subscription');
  expect(childrenOf(request)).toMatchObject([{ name: 'subscription lockEvents' }]);
  await acquire('bob', 'followed');
  const reader = response.body!.getReader();
  for (let text = ''; !text.includes('ACQUIRED');) {
    const { value } = (await reader.read()) as { value?: Uint8Array };
    text += new TextDecoder().decode(value);
  }
  abort.abort();
  expect(collector.spans.filter(({ name }) => name.startsWith('getMore'))).toEqual([]);
});

it('what is refused is no error of the gateway, and a fault is', async () => {
  const { traceId, traceparent } = callersTrace();
  expect((await acquire('eve', 'refused', traceparent)).status).toBe(403);
  expect(await requestIn(traceId)).toMatchObject({
    attributes: { 'lock_gateway.outcome': 'permissionMissing' },
    status: 0,
  });
  const client = await new mongo.MongoClient(mongodbUri).connect();
  const locks = client.db().collection('locks');
  await client
    .db()
    .command({ collMod: 'locks', validator: { note: 'never' }, validationLevel: 'strict' });
  const fault = callersTrace();
  expect((await acquire('alice', 'fault', fault.traceparent)).status).toBe(500);
  await client.db().command({ collMod: locks.collectionName, validationLevel: 'off' });
  await client.close();
  expect(await requestIn(fault.traceId)).toMatchObject({
    attributes: { 'lock_gateway.outcome': 'fault' },
    status: ERROR,
  });
});

it('no span tells what callers sent', async () => {
  const { traceId, traceparent } = callersTrace();
  await graphql(
    'mutation { acquireLock(route: "secret-route", id: "secret-id", note: "secret-note") { __typename } }',
    { traceparent },
  );
  await requestIn(traceId);
  const told = JSON.stringify(collector.spans);
  for (const secret of ['secret-', tokenOf('alice'), 'user-alice', 'together-1']) {
    expect(told).not.toContain(secret);
  }
});
