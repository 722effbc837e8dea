import { request as httpRequest } from 'node:http';
import { freePort } from '../../support/free-ports';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';

let gateway: TestGateway;
afterEach(() => gateway.stop());

const scrape = async (): Promise<string> =>
  (await gateway.http({ method: 'GET', path: '/metrics' })).text;
const acquire = { operation: 'acquire', body: { route: 'secret-route', id: 'secret-id' } } as const;

it('count requests, conflicts, take-overs, locks, batches and the state of the database', async () => {
  gateway = await startTestGateway();
  await gateway.rest('alice', acquire);
  await gateway.rest('bob', acquire);
  await gateway.postGraphQL('sam', {
    query: 'mutation { takeOverLock(route: "secret-route", id: "secret-id") { __typename } }',
  });
  const text = await scrape();
  for (const line of [
    'lock_gateway_requests_total{door="rest",operation="acquire",outcome="acquired"} 1',
    'lock_gateway_requests_total{door="rest",operation="acquire",outcome="heldByOther"} 1',
    'lock_gateway_requests_total{door="graphql",operation="takeOverLock",outcome="takenOver"} 1',
    'lock_gateway_request_duration_seconds_count{door="rest",operation="acquire"} 2',
    'lock_gateway_conflicts_total 1',
    'lock_gateway_takeovers_total 1',
    'lock_gateway_locks_held 1',
    'lock_gateway_queue_length 0',
    'lock_gateway_database_up 1',
    'lock_gateway_batch_size_count 3',
    'lock_gateway_expiries_total 0',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

it('count every conflict and take-over of a document with several fields', async () => {
  gateway = await startTestGateway();
  await gateway.rest('alice', acquire);
  await gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id: '2' } });
  await gateway.postGraphQL('sam', {
    query: `mutation {
      refused: acquireLock(route: "volume", id: "2") { __typename }
      taken: takeOverLock(route: "secret-route", id: "secret-id") { __typename }
      again: takeOverLock(route: "volume", id: "2") { __typename }
    }`,
  });
  const lines = (await scrape()).split('\n');
  expect(lines).toContain('lock_gateway_conflicts_total 1');
  expect(lines).toContain('lock_gateway_takeovers_total 2');
});

it('count who waits, how long it took, and what became of reservations and sessions', async () => {
  gateway = await startTestGateway();
  const run = (username: string, call: string): Promise<unknown> =>
    gateway.postGraphQL(username, {
      query: `mutation { ${call} { __typename } }`.replace('KEY', 'route: "secret-route", id: "x"'),
    });
  const countOf = async (name: string): Promise<number> =>
    Number(new RegExp(`^${name} (.+)$`, 'm').exec(await scrape())![1]);
  await run('alice', 'acquireLock(KEY, sessionId: "secret-tab")');
  await run('alice', 'acquireLock(KEY, sessionId: "secret-tab-2", adopt: true)');
  await run('bob', 'requestLock(KEY, message: "secret-message")');
  await run('sam', 'requestLock(KEY)');
  expect(await countOf('lock_gateway_people_waiting')).toBe(2);
  await run('alice', 'removeLock(KEY)');
  await run('bob', 'removeLock(KEY)');
  await run('sam', 'acquireLock(KEY)');
  expect(await countOf('lock_gateway_wait_seconds_count')).toBe(2);
  expect(await countOf('lock_gateway_reservations_let_go_total')).toBe(1);
  expect(await countOf('lock_gateway_reservations_claimed_total')).toBe(1);
  expect(await countOf('lock_gateway_adoptions_total')).toBe(1);
  expect(await scrape()).not.toContain('secret');
});

it('tells why a GraphQL request failed', async () => {
  gateway = await startTestGateway();
  const headers = { 'Content-Type': 'application/json' };
  await gateway.http({ method: 'POST', path: '/graphql', headers, body: '{' });
  const large = JSON.stringify({ query: ' '.repeat(300_000) });
  await gateway.http({ method: 'POST', path: '/graphql', headers, body: large });
  await gateway.postGraphQL('alice', { query: `{ me { ${'id '.repeat(300)} } }` });
  await gateway.postGraphQL('alice', { query: '{ nothing }' });
  await gateway.postGraphQL('alice', { query: 'query ($id: Int!) { nothing' });
  await gateway.postGraphQL('alice', {
    query: 'query ($if: Boolean!) { me @skip(if: $if) { user { id } } }',
  });
  await gateway.postGraphQL('alice', {});
  const text = await scrape();
  expect(text).toContain('outcome="invalidDocument"} 2');
  for (const outcome of [
    'invalidJson',
    'payloadTooLarge',
    'documentTooLarge',
    'badInput',
    'badRequest',
  ]) {
    expect(text).toContain(
      `lock_gateway_requests_total{door="graphql",operation="none",outcome="${outcome}"} 1`,
    );
  }
});

it('reports a blocked event loop', async () => {
  gateway = await startTestGateway();
  const until = performance.now() + 300;
  while (performance.now() < until);
  let text = await scrape();
  while (/^lock_gateway_event_loop_blocks_total 0$/m.test(text)) text = await scrape();
  expect(text).toMatch(/^lock_gateway_event_loop_blocks_total [1-9]/m);
});

it('reports process metrics under the standard names of Prometheus clients', async () => {
  gateway = await startTestGateway();
  const text = await scrape();
  for (const name of [
    'process_resident_memory_bytes',
    'process_cpu_seconds_total',
    'nodejs_heap_size_used_bytes',
    'nodejs_external_memory_bytes',
    'nodejs_eventloop_lag_max_seconds',
  ]) {
    expect(text).toMatch(new RegExp(`^${name} [0-9.e+-]+`, 'm'));
  }
});

it('have as many series for 200 different callers and calls as for one of each', async () => {
  gateway = await startTestGateway();
  const headers = { 'Content-Type': 'application/json' };
  const send = async (n: number): Promise<void> => {
    const query = `query Q${n} { f${n}: lock(route: "r${n}", id: ${n}) { id } g${n} }`;
    const cookie = `refreshToken=t${n}`;
    await gateway.http({
      ...{ method: 'POST', path: '/graphql', headers: { ...headers, Cookie: cookie } },
      body: JSON.stringify({ query, operationName: `Q${n}` }),
    });
    await gateway.http({
      ...{ method: 'POST', path: `/admin/lock?n=${n}`, headers: { ...headers, Cookie: cookie } },
      body: JSON.stringify({ route: `r${n}`, id: n }),
    });
    await gateway.http({ method: 'M-SEARCH', path: `/nowhere/${n}` });
  };
  const series = async (): Promise<string[]> =>
    (await scrape())
      .split('\n')
      .filter((line) => line.startsWith('lock_gateway_'))
      .map((line) => line.replace(/ [^ ]+$/, ''));
  await send(0);
  const before = await series();
  for (let n = 1; n < 200; n += 1) await send(n);
  expect(await series()).toEqual(before);
});

it('name no user, token or lock, whatever was sent', async () => {
  gateway = await startTestGateway();
  await gateway.rest('alice', acquire);
  await gateway.postGraphQL('alice', { query: 'query secretName { secretField }' });
  await gateway.http({ method: 'PUT', path: '/admin/lock?secret=1' });
  expect(await scrape()).not.toMatch(/secret|alice|token-of/i);
});

it('are served on a port of their own when there is one, and nothing else is', async () => {
  const metricsPort = await freePort();
  gateway = await startTestGateway({ config: { metricsPort } });
  expect((await gateway.http({ method: 'GET', path: '/metrics' })).status).toBe(404);
  const at = (path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      httpRequest({ host: '127.0.0.1', port: metricsPort, path, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect(await at('/metrics')).toBe(200);
  expect(await at('/graphql')).toBe(404);
});
