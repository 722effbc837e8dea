import { REST_CALLS, startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.stop());

/** One mistake each, in the order in which the gateway looks; the right thing where there is none. */
interface Mistakes {
  readonly type?: string;
  readonly body?: string;
  readonly cookie?: string | null;
}

const VALID = '{"route":"volume","id":"1234"}';

const CASES: readonly [name: string, mistakes: Mistakes, status: number, data: string][] = [
  [
    'the type, before all else',
    { type: 'text/plain', body: '{', cookie: null },
    415,
    'Unsupported media type',
  ],
  [
    'the type, before the size',
    { type: 'text/plain', body: 'x'.repeat(17 * 1024) },
    415,
    'Unsupported media type',
  ],
  [
    'the size, before JSON and token',
    { body: '{'.repeat(17 * 1024), cookie: null },
    413,
    'Payload too large',
  ],
  ['JSON, before the token', { body: '{"route":', cookie: null }, 400, 'Invalid JSON'],
  ['the token, before the parameters', { body: '{}', cookie: null }, 401, 'Unauthorized'],
  ['an empty token is none', { body: '{}', cookie: 'refreshToken=' }, 401, 'Unauthorized'],
  ['another cookie is no token', { body: VALID, cookie: 'session=1' }, 401, 'Unauthorized'],
  [
    'the user, before the parameters',
    { body: '{}', cookie: 'refreshToken=nobody' },
    404,
    'Not found',
  ],
  [
    'the permission, before missing parameters',
    { body: '{}', cookie: cookieOf('eve') },
    403,
    'Forbidden',
  ],
  [
    'the permission, before invalid parameters',
    { body: '{"route":1,"id":[]}', cookie: cookieOf('eve') },
    403,
    'Forbidden',
  ],
  ['missing, before invalid', { body: '{"route":["volume"]}' }, 400, 'Missing parameters'],
  [
    'the parameters, before the lock',
    { body: '{"route":"volume","id":true}' },
    400,
    'Invalid parameters',
  ],
];

describe.each(['acquire', 'remove'] as const)('%s looks at', (operation) => {
  it.each(CASES)('%s', async (_name, { type, body, cookie }, status, data) => {
    await gateway.rest('alice', { operation: 'acquire', body: JSON.parse(VALID) as object });
    const before = await gateway.locks.find().toArray();

    const answer = await gateway.http({
      ...REST_CALLS[operation],
      headers: {
        'Content-Type': type ?? 'application/json',
        ...(cookie !== null && { Cookie: cookie ?? cookieOf('alice') }),
      },
      body: body ?? VALID,
    });

    expect(answer.text).toBe(`{"data":"${data}","code":${status}}`);
    expect(answer.status).toBe(status);
    expect(await gateway.locks.find().toArray()).toEqual(before);
  });
});
