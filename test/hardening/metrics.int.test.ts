import { request as httpRequest } from 'node:http';
import { freePort } from '../support/free-ports';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

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

it('tell why a GraphQL request came to nothing', async () => {
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
