import { createCallGateway } from '../../src/client/call-gateway';
import { MeDocument } from '../../src/client/generated/operations';
import { LockFault } from '../../src/client/lock-fault';
import { realPorts } from '../../src/client/ports';

const ME = { me: { user: { id: '1', username: 'alice' }, permissions: ['manage-locks'] } };

function callWith(fetch: typeof globalThis.fetch): Promise<unknown> {
  const address = { url: 'http://gateway/graphql', credentials: 'include', headers: {} } as const;
  return createCallGateway(address, realPorts(fetch))(MeDocument, {});
}

const answering =
  (body: unknown, init: ResponseInit = {}): typeof fetch =>
  () =>
    Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), init));

const failing = (code: string, more: object = {}): unknown => ({
  errors: [{ message: 'no', extensions: { code, ...more } }],
});

it('resolves with the data of the answer', async () => {
  await expect(callWith(answering({ data: ME }))).resolves.toEqual({ data: ME, faults: [] });
});

it.each<[string, unknown, ResponseInit, Partial<LockFault>]>([
  ['a code', failing('UNAUTHENTICATED'), {}, { kind: 'unauthenticated', isRetryable: false }],
  [
    'an argument',
    failing('BAD_USER_INPUT', { argument: 'id' }),
    {},
    { kind: 'badInput', argument: 'id' },
  ],
  [
    'a rate',
    failing('RATE_LIMITED', { retryAfterMs: 250 }),
    {},
    { kind: 'rateLimited', retryAfterMs: 250 },
  ],
  [
    'overload',
    failing('SERVICE_UNAVAILABLE'),
    { status: 503, headers: { 'Retry-After': '2' } },
    { kind: 'unavailable', retryAfterMs: 2_000, isRetryable: true },
  ],
  [
    'a failed database',
    failing('INTERNAL_SERVER_ERROR', { retryable: true }),
    { status: 500 },
    { kind: 'internal', isRetryable: true },
  ],
  ['a defect', failing('INTERNAL_SERVER_ERROR'), {}, { kind: 'internal', isRetryable: false }],
  [
    'a page of a proxy',
    '<h1>Bad gateway</h1>',
    { status: 502 },
    { kind: 'unavailable', isRetryable: true },
  ],
  ['a page of a sign-in', '<h1>Hello</h1>', {}, { kind: 'protocol', isRetryable: true }],
  ['a page of another site', '<h1>No</h1>', { status: 404 }, { isRetryable: false }],
  ['JSON that is no answer', 'null', {}, { kind: 'protocol' }],
])('rejects %s with its fault', async (_name, body, init, fault) => {
  const thrown = await callWith(answering(body, init)).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(LockFault);
  expect(thrown).toMatchObject(fault);
});

it('rejects with a network fault when the gateway cannot be reached', async () => {
  const cause = new TypeError('fetch failed');
  await expect(callWith(() => Promise.reject(cause))).rejects.toMatchObject({
    kind: 'network',
    cause,
  });
});
