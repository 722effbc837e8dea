import { callHttp } from '../support/http-call';
import { openConnection, untilEnd, untilItSays } from '../support/raw-http';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

let gateway: TestGateway;

const BODY = { route: 'volume', id: '1' };
const connection = () => openConnection(Number(new URL(gateway.url).port));

it('keeps a connection for as long as it is set, and says so', async () => {
  gateway = await startTestGateway({ config: { keepAliveTimeoutMs: 1_000 } });
  const socket = await connection();
  const ended = untilEnd(socket);
  const askedAt = performance.now();
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await untilItSays(socket, /ok/)).toMatch(/^Keep-Alive: timeout=1$/m);
  await ended;
  expect(performance.now() - askedAt).toBeGreaterThan(900);
  await gateway.stop();
});

it('keeps a connection for over a minute when nothing is set', async () => {
  gateway = await startTestGateway();
  const socket = await connection();
  socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await untilItSays(socket, /ok/)).toMatch(/^Keep-Alive: timeout=65$/m);
  socket.destroy();
  await gateway.stop();
});

it('before it stops it says that it is not ready, and serves for as long as it is set', async () => {
  gateway = await startTestGateway({ config: { shutdownDelayMs: 6_000 } });
  const { url } = gateway;
  const ready = { method: 'GET', path: '/readyz' };
  expect((await callHttp(url, ready)).status).toBe(200);
  const stopped = gateway.stop();
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    expect((await callHttp(url, { ...ready, method })).status).toBe(503);
  }
  const acquired = await gateway.rest('alice', { operation: 'acquire', body: BODY });
  expect(acquired.text).toBe('{"data":"Success","code":200}');
  expect((await gateway.postGraphQL('alice', { query: '{me{user{username}}}' })).status).toBe(200);
  await stopped;
  await expect(callHttp(url, ready)).rejects.toThrow('ECONNREFUSED');
});

it.each([
  { method: 'POST', path: '/admin/lock' },
  { method: 'POST', path: '/graphql' },
  { method: 'GET', path: '/graphql', headers: { Accept: 'text/html' } },
  { method: 'GET', path: '/healthz' },
])('leaves it to the proxy to say that a host speaks TLS alone: %j', async (call) => {
  gateway = await startTestGateway();
  expect((await gateway.http(call)).headers).not.toHaveProperty('strict-transport-security');
  await gateway.stop();
});
