import { captureLog } from '../support/captured-log';
import { type HttpAnswer } from '../support/http-call';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

const ADMIN = 'https://admin.example.com';
const STUDIO = 'https://studio.apollographql.com';

const log = captureLog();
let gateway: TestGateway;
let production: TestGateway;

beforeAll(async () => {
  const config = { corsOrigins: [ADMIN] };
  gateway = await startTestGateway({ config, logger: log.logger });
  production = await startTestGateway({ config: { ...config, isProduction: true } });
});

afterAll(async () => {
  await gateway.stop();
  await production.stop();
});

function preflight(origin: string, path: string, method: string): Promise<HttpAnswer> {
  return gateway.http({
    method: 'OPTIONS',
    path,
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': 'content-type',
    },
  });
}

function acquireFrom(target: TestGateway, origin: string): Promise<HttpAnswer> {
  return target.http({
    method: 'POST',
    path: '/admin/lock',
    headers: { Origin: origin, Cookie: cookieOf('alice'), 'Content-Type': 'application/json' },
    body: '{"route":"volume","id":"1"}',
  });
}

const paths: [string, string][] = [
  ['/admin/lock', 'POST'],
  ['/admin/remove-lock', 'DELETE'],
  ['/graphql', 'POST'],
];

describe('an allowed origin', () => {
  it.each(paths)('may ask %s for %s with cookies', async (path, method) => {
    const { status, headers } = await preflight(ADMIN, path, method);
    expect(status).toBe(204);
    expect(headers['access-control-allow-origin']).toBe(ADMIN);
    expect(headers['access-control-allow-credentials']).toBe('true');
    expect(headers['access-control-allow-methods']?.split(',')).toContain(method);
    expect(headers['access-control-allow-headers']).toBe('content-type');
    expect(headers['access-control-max-age']).toBe('600');
    expect(headers.vary).toContain('Origin');
  });

  it('reads the answer and the headers of a conflict', async () => {
    const { status, headers } = await acquireFrom(gateway, ADMIN);
    expect(status).toBe(200);
    expect(headers['access-control-allow-origin']).toBe(ADMIN);
    expect(headers['access-control-allow-credentials']).toBe('true');
    expect(headers.vary).toContain('Origin');
    expect(headers['access-control-expose-headers']?.split(',')).toEqual(
      expect.arrayContaining(['X-Lock-Holder', 'X-Lock-Acquired-At', 'X-Lock-Expires-At']),
    );
  });
});

describe('any other origin', () => {
  const others = [
    'https://evil.example',
    'https://admin.example.com.evil.example',
    'https://evil-admin.example.com',
    'http://admin.example.com',
    'https://admin.example.com:8443',
    'https://ADMIN.example.com',
    'null',
  ];

  it.each(others)('%s gets no permission from a preflight', async (origin) => {
    for (const [path, method] of paths) {
      const { headers } = await preflight(origin, path, method);
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it.each(others)('%s cannot read an answer', async (origin) => {
    const { headers } = await acquireFrom(gateway, origin);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(JSON.stringify(headers)).not.toContain('"*"');
  });
});

describe('the log', () => {
  const warnedOf = (origin: string): unknown[] =>
    log.entries().filter((entry) => entry['level'] === 40 && entry['origin'] === origin);

  it('names a refused origin once, whether it asks first or not', async () => {
    const origin = 'http://localhost:5173';
    await preflight(origin, '/graphql', 'POST');
    await acquireFrom(gateway, origin);
    expect(warnedOf(origin)).toEqual([
      expect.objectContaining({ msg: expect.stringContaining('CORS_ORIGINS') as string }),
    ]);
  });

  it.each<[string, { Origin: string } & Record<string, string>]>([
    ['of an allowed origin', { Origin: ADMIN }],
    ['of the gateway itself', { Origin: 'http://gateway.example', Host: 'gateway.example' }],
    [
      'of the gateway itself behind a proxy that renames it',
      { Origin: 'https://public.example', 'Sec-Fetch-Site': 'same-origin' },
    ],
  ])('does not warn of a page %s', async (_name, headers) => {
    await gateway.http({ method: 'POST', path: '/graphql', headers });
    expect(warnedOf(headers.Origin)).toEqual([]);
  });
});

describe('Apollo Studio', () => {
  it('is allowed outside production', async () => {
    const { headers } = await acquireFrom(gateway, STUDIO);
    expect(headers['access-control-allow-origin']).toBe(STUDIO);
  });

  it('is not allowed in production', async () => {
    const { headers } = await acquireFrom(production, STUDIO);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});
