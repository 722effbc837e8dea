import { parse, validate } from 'graphql';
import { getSchema } from '../../src/graphql/schema/schema';
import { CHECK_LOCKS } from '../../src/guard/ask-gateway';
import { checkLocks, type CheckLocksCall, type LockCheck } from '../../src/guard/public';
import { FakeGateway, held, LOST, results } from './fake-gateway';

let gateway: FakeGateway;
beforeEach(async () => {
  gateway = await FakeGateway.start();
});
afterEach(() => gateway.stop());

const COOKIE = 'refreshToken=demo-alice';
const item = (fencingToken: unknown = 7, id: unknown = '1', route: unknown = 'volume') =>
  ({ route, id, fencingToken }) as CheckLocksCall['items'][number];

const check = (call: Partial<CheckLocksCall> = {}): Promise<LockCheck> =>
  checkLocks({ gatewayUrl: gateway.url, headers: { cookie: COOKIE }, items: [item()], ...call });

it('the question is valid against the schema of the gateway', () => {
  expect(validate(getSchema(), parse(CHECK_LOCKS))).toEqual([]);
});

describe('what is sent', () => {
  beforeEach(() => gateway.says(results(held(7))));

  it.each([
    ['', '/graphql'],
    ['/', '/graphql'],
    ['/locks/', '/locks/graphql'],
    ['/locks/graphql', '/locks/graphql'],
  ])('to the address with the path "%s" goes to %s', async (path, asked) => {
    expect(await check({ gatewayUrl: gateway.url + path })).toMatchObject({ kind: 'held' });
    expect(gateway.asked[0]?.path).toBe(asked);
  });

  it('is every record in one call', async () => {
    const items = Array.from({ length: 100 }, (_, index) => item(index, index));
    gateway.says(results(...items.map(({ fencingToken }) => held(fencingToken))));
    const answer = await check({ items });
    expect(answer).toMatchObject({ kind: 'held', locks: { length: 100 } });
    expect(gateway.asked).toHaveLength(1);
    expect(gateway.asked[0]?.body.variables.items[99]).toEqual({
      ...{ route: 'volume', id: '99', fencingToken: 99 },
    });
  });

  it.each<[string, CheckLocksCall['headers']]>([
    ['the web', new Headers({ Cookie: `a=1; ${COOKIE}; refreshTokenOld=x; b=refreshToken` })],
    ['Node', { cookie: `a=1; ${COOKIE}; refreshTokenOld=x`, host: 'saves' }],
    ['others', { Cookie: ['a=1', COOKIE] }],
  ])("has the user's cookie and no other, from headers of %s", async (_name, headers) => {
    await check({ headers });
    expect(gateway.asked[0]?.headers.cookie).toBe(COOKIE);
  });

  it('has every cookie of the name in the order of the request, as text', async () => {
    const cookie = 'refreshToken=j:{"a":1};x=1; refreshToken=%00%zz ;refreshToken="\u00e9"';
    await check({ headers: { cookie } });
    expect(gateway.asked[0]?.headers.cookie).toBe(
      'refreshToken=j:{"a":1}; refreshToken=%00%zz; refreshToken="\u00e9"',
    );
  });

  it('uses the fetch of the service', async () => {
    const fetch = jest.fn(() => Promise.resolve(Response.json(results(held(7)))));
    expect(await check({ fetch })).toMatchObject({ kind: 'held' });
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(gateway.asked).toEqual([]);
  });
});

describe('nothing is sent', () => {
  afterEach(() => expect(gateway.asked).toEqual([]));

  it.each([undefined, null, ''])('without a token: %j', async (fencingToken) => {
    const items = [item(7), { ...item(), fencingToken }];
    expect(await check({ items })).toEqual({
      kind: 'tokenMissing',
      message:
        'This save needs the fencing token of a lock: acquire the lock first, or send its token along.',
    });
  });

  it.each<unknown>([
    ...['abc', '1.5', '-1', '1e3', ' 7', '7\n', '0x7', '9007199254740993', '7'.repeat(40)],
    ...[1.5, -1, NaN, Infinity, 2 ** 53, true, [[7]], [['7']], {}, { valueOf: () => 7 }, 7n],
  ])('for a token that is none: %p', async (fencingToken: unknown) => {
    expect(await check({ items: [item(fencingToken)] })).toEqual({
      ...{ kind: 'badRequest', message: 'The fencing token is not a whole number.' },
    });
  });

  it.each<[string, unknown]>([
    ...[null, '', {}, 1.5, 2 ** 53, NaN, true].map((id): [string, unknown] => [
      `${id as string}`,
      id,
    ]),
    ['a list', ['1']],
    ['undefined', undefined],
    ['1,025 characters', 'x'.repeat(1_025)],
  ])('for an id that is none: %s', async (_name, id) => {
    const items = [{ ...item(), id } as CheckLocksCall['items'][number]];
    expect(await check({ items })).toMatchObject({ kind: 'badRequest' });
  });

  it.each<[string, unknown]>([
    ...[null, '', 7, {}].map((route): [string, unknown] => [`${route as string}`, route]),
    ['undefined', undefined],
    ['513 characters', 'x'.repeat(513)],
  ])('for a route that is none: %s', async (_name, route) => {
    const items = [{ ...item(), route } as CheckLocksCall['items'][number]];
    expect(await check({ items })).toMatchObject({ kind: 'badRequest' });
  });

  it.each<unknown>([undefined, null, 7, 'abc', [[null]], [[undefined]], [['abc']], {}])(
    'for records that are none: %p',
    async (items: unknown) => {
      expect(await check({ items: items as CheckLocksCall['items'] })).toMatchObject({
        kind: 'badRequest',
      });
    },
  );

  it.each([0, 101])('for %d records', async (length) => {
    expect(await check({ items: Array.from({ length }, () => item()) })).toMatchObject({
      ...{ kind: 'badRequest', message: 'The request must name 1 to 100 records.' },
    });
  });

  it.each<[string, CheckLocksCall['headers']]>([
    ['no header', {}],
    ['no header of the web', new Headers()],
    ['no pair of that name', { cookie: 'session=x; refreshToken' }],
    ['a second line', { cookie: 'refreshToken=a\r\nX-Evil: 1' }],
    ['a character that HTTP does not have', { cookie: 'refreshToken=\u0100' }],
    ['9,000 characters', { cookie: `refreshToken=${'x'.repeat(9_000)}` }],
  ])('without a cookie that can be sent: %s', async (_name, headers) => {
    expect(await check({ headers })).toMatchObject({ kind: 'unauthenticated' });
  });

  it.each([
    { gatewayUrl: 'localhost:4000' },
    { gatewayUrl: 'file:///etc' },
    { gatewayUrl: 'http://user:password@localhost' },
    { timeoutMs: 0 },
    { timeoutMs: NaN },
    { timeoutMs: 60_001 },
  ])('with a wrong option: %p', async (options) => {
    await expect(check(options)).rejects.toThrow(TypeError);
  });
});

describe('what the gateway answers', () => {
  it('lets a save go on when every record is held', async () => {
    gateway.says(results(held(7)));
    expect(await check()).toEqual({
      kind: 'held',
      locks: [
        {
          ...{ route: 'volume', id: '1', fencingToken: 7 },
          ...{ expiresAt: '2026-03-01T10:01:00.000Z', expiresInMs: 60_000 },
        },
      ],
    });
  });

  it('names every grant that is lost, and who has the record', async () => {
    const free = {
      __typename: 'LockLost',
      message: 'Lost: the record is free.',
      currentLock: null,
    };
    gateway.says({ ...results(held(7), LOST, free), errors: [] });
    const { message, currentLock } = LOST;
    expect(await check({ items: [item(7), item(8, '2'), item(9, '3')] })).toEqual({
      kind: 'lost',
      lost: [
        { route: 'volume', id: '2', fencingToken: 8, message, currentLock },
        {
          ...{ route: 'volume', id: '3', fencingToken: 9 },
          message: free.message,
          currentLock: null,
        },
      ],
    });
  });

  it.each([
    ['unauthenticated', 'UNAUTHENTICATED'],
    ['forbidden', 'FORBIDDEN'],
    ['badRequest', 'BAD_USER_INPUT'],
  ])('is passed on when it is %s', async (kind, code) => {
    gateway.says({ data: null, errors: [{ message: 'why', extensions: { code } }] });
    expect(await check()).toEqual({ kind, message: 'why' });
    gateway.says({ errors: [{ message: 'why', extensions: { code } }] }, 500);
    expect(await check()).toMatchObject({ kind: 'unavailable' });
  });

  it('is a bad request when the names are too long for it', async () => {
    gateway.saysText('', 413);
    expect(await check()).toMatchObject({ kind: 'badRequest' });
  });

  it('is a loss also when another record could not be checked, and unknown without one', async () => {
    const errors = [{ message: 'Internal server error', extensions: { code: 'X' } }];
    const items = [item(7), item(8, '2')];
    gateway.says({ ...results(null, LOST), errors });
    expect(await check({ items })).toMatchObject({ kind: 'lost', lost: [{ id: '2' }] });
    gateway.says({ ...results(null, held(8)), errors });
    expect(await check({ items })).toMatchObject({ kind: 'unavailable' });
  });

  it.each([
    ['3', 3],
    ['9999', 60],
    ['0', 2],
    ['-1', 2],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 2],
  ])('says when to try again: %s', async (retryAfter, retryAfterSeconds) => {
    gateway.saysText('<html>', 503, { 'Retry-After': retryAfter });
    expect(await check()).toMatchObject({ kind: 'unavailable', retryAfterSeconds });
  });
});

describe('a save does not go on after', () => {
  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['null', null],
    ['a list', [results(held(7))]],
    ['no data', {}],
    ['no result', results()],
    ['a result too many', results(held(7), held(7))],
    ['no list', { data: { checkLocks: { 0: held(7), length: 1 } } }],
    ['results under an inherited name', '{"data":{"__proto__":{"checkLocks":[]}}}'],
    ['another type', results({ ...held(7), __typename: 'LockRenewed' })],
    ['an inherited type', results({ __proto__: null, lock: held(7).lock })],
    ['a type that is no text', results({ ...held(7), __typename: ['LockHeld'] })],
    ['another token', results(held(8))],
    ['the token as text', results(held('7'))],
    ['no lock', results({ __typename: 'LockHeld' })],
    ['a time that is none', results({ ...held(7), lock: { ...held(7).lock, expiresAt: 5 } })],
    [
      'a duration that is none',
      results({ ...held(7), lock: { ...held(7).lock, expiresInMs: '5' } }),
    ],
    ['a loss without a reason', results({ __typename: 'LockLost', currentLock: null })],
    [
      'a loss to nobody known',
      results({ ...LOST, currentLock: { ...LOST.currentLock, holder: {} } }),
    ],
    ['an error without a text', { errors: [{ extensions: { code: 'FORBIDDEN' } }] }],
    ['errors that are no list', { errors: 'FORBIDDEN' }],
    ['deep nesting', '['.repeat(500_000)],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('an answer with %s', async (_name, body) => {
    const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    gateway.answer = (response) => response.end(text);
    expect(await check()).toMatchObject({ kind: 'unavailable', retryAfterSeconds: 2 });
  });

  it.each([201, 204, 400, 404, 429, 500, 502, 503])('status %d', async (status) => {
    gateway.says(results(held(7)), status);
    expect(await check()).toMatchObject({ kind: 'unavailable' });
  });

  it.each([301, 302, 307, 308])(
    'a redirection, %d, which the cookie does not follow',
    async (status) => {
      const other = await FakeGateway.start();
      other.says(results(held(7)));
      gateway.saysText('', status, { Location: other.url });
      expect(await check()).toMatchObject({ kind: 'unavailable' });
      expect(other.asked).toEqual([]);
      await other.stop();
    },
  );

  it('an answer that never ends, whose reading ends at 1 MiB', async () => {
    let sent = 0;
    const closed = new Promise<void>((resolve) => {
      gateway.answer = (response) => {
        const write = (): void => {
          while (!response.destroyed && response.write(' '.repeat(65_536))) sent += 65_536;
        };
        response.on('drain', write).on('close', resolve);
        write();
      };
    });
    expect(await check()).toMatchObject({ reason: 'an answer of over 1048576 bytes' });
    await closed;
    expect(sent).toBeLessThan(64 * 1_048_576);
  });

  /** So long that a busy machine has the request with the gateway by then. */
  const PATIENT = { timeoutMs: 1_000 };
  const NO_ANSWER = { reason: 'no answer within 1000 ms' };

  it('no answer in time, and the request is given up', async () => {
    const closed = new Promise<void>((resolve) => {
      gateway.answer = (response) => void response.on('close', resolve);
    });
    expect(await check(PATIENT)).toMatchObject(NO_ANSWER);
    await closed;
  });

  it('half an answer in time', async () => {
    gateway.answer = (response) => void response.write('{"data":');
    expect(await check(PATIENT)).toMatchObject(NO_ANSWER);
  });

  it('no answer of a fetch that heeds no signal', async () => {
    const fetch = (): Promise<Response> => new Promise(() => {});
    expect(await check({ fetch, timeoutMs: 10 })).toMatchObject({ kind: 'unavailable' });
  });

  it('a connection that is cut, or refused', async () => {
    gateway.answer = (response) => response.destroy();
    expect(await check()).toMatchObject({ kind: 'unavailable' });
    await gateway.stop();
    expect(await check()).toMatchObject({
      reason: expect.stringContaining('ECONNREFUSED') as string,
    });
  });
});
