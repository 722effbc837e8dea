import express from 'express';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  heldLocks,
  type LockProblem,
  requireLock,
  type RequireLockOptions,
  type ExpressRequest,
  type GuardedRequest,
} from '../../src/guard/public';
import * as operations from '../generated/documents';
import { callHttp } from '../support/http-call';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';
import { FakeGateway, held, results } from './fake-gateway';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const servers: Server[] = [];
afterEach(async () => {
  await gateway.locks.deleteMany({});
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** The service that saves: its address, and what happened in it. */
interface Service {
  readonly url: string;
  /** The tokens under which records were saved. */
  readonly saved: (readonly number[])[];
  readonly errors: unknown[];
}
type Options = Partial<RequireLockOptions<ExpressRequest>>;

const guardOf = (options: Options = {}) =>
  requireLock<ExpressRequest>({
    gatewayUrl: gateway.url,
    key: (request) => ({ route: 'volume', id: request.params['id'] }),
    token: (request) => request.get('Fencing-Token'),
    ...options,
  });

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An Express service of either version with one guarded route. */
async function serve(create: typeof express, options: Options = {}): Promise<Service> {
  const [saved, errors]: [number[][], unknown[]] = [[], []];
  const app = create();
  app.use(create.json());
  app.put('/volumes/:id', guardOf(options), (_request, response) => {
    saved.push(heldLocks(response).map(({ fencingToken }) => fencingToken));
    response.sendStatus(204);
  });
  const failed: express.ErrorRequestHandler = (error, _request, response, next) => {
    errors.push(error);
    if (response.headersSent) next(error);
    else response.sendStatus(500);
  };
  app.use(failed);
  return { url: await listen(app as RequestListener), saved, errors };
}

async function save(
  { url }: Pick<Service, 'url'>,
  {
    as,
    token,
    id = '1',
    body = {},
  }: { as?: string; token?: number | string; id?: string; body?: unknown },
) {
  const answer = await callHttp(url, {
    ...{ method: 'PUT', path: `/volumes/${id}` },
    headers: {
      'Content-Type': 'application/json',
      ...(as !== undefined && { Cookie: cookieOf(as) }),
      ...(token !== undefined && { 'Fencing-Token': String(token) }),
    },
    body: JSON.stringify(body),
  });
  const isProblem = answer.headers['content-type'] === PROBLEM;
  const problem = isProblem ? (JSON.parse(answer.text) as LockProblem) : undefined;
  return { ...answer, problem };
}

async function acquire(username: string, id = '1'): Promise<number> {
  const key = { route: 'volume', id };
  const { data } = await gateway.graphql(username, operations.AcquireLockDocument, key);
  return data!.acquireLock.lock.fencingToken;
}

const takeOver = (username: string, id = '1') =>
  gateway.graphql(username, operations.TakeOverLockDocument, { route: 'volume', id });

const PROBLEM = 'application/problem+json';

describe.each([
  ['5', express],
  ['4', jest.requireActual<typeof express>('express-4')],
])('a service with Express %s', (_version, create) => {
  it('saves for the holder, under the token of the lock', async () => {
    const token = await acquire('alice');
    const service = await serve(create);
    expect(await save(service, { as: 'alice', token })).toMatchObject({ status: 204 });
    expect(service.saved).toEqual([[token]]);
  });

  it('refuses with 409 who lost the lock, and says who has it since when', async () => {
    const token = await acquire('alice');
    await takeOver('sam');
    const service = await serve(create);
    const { status, headers, problem } = await save(service, { as: 'alice', token });
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      409,
      PROBLEM,
      'no-store',
    ]);
    const acquiredAt = (await gateway.locks.findOne())!.acquiredAt.toISOString();
    expect(problem).toMatchObject({
      ...{ title: 'Conflict', status: 409, code: 'LOCK_LOST' },
      detail: expect.stringContaining(
        `Lost: sam has held this record since ${acquiredAt}`,
      ) as string,
      locks: [
        {
          ...{ route: 'volume', id: '1', fencingToken: token },
          currentLock: { holder: { username: 'sam' }, acquiredAt, heldByMe: false },
        },
      ],
    });
    expect(service).toMatchObject({ saved: [], errors: [] });
  });

  it("refuses with 409 another user's token, an older one, and one of a free record", async () => {
    const service = await serve(create);
    expect(await save(service, { as: 'alice', token: 1 })).toMatchObject({
      ...{ status: 409, problem: { locks: [{ currentLock: null }] } },
    });
    const token = await acquire('bob');
    expect(await save(service, { as: 'alice', token })).toMatchObject({ status: 409 });
    expect(await save(service, { as: 'bob', token: token - 1 })).toMatchObject({
      ...{ status: 409, problem: { locks: [{ currentLock: { heldByMe: true } }] } },
    });
    expect(service.saved).toEqual([]);
  });

  it.each<[number, string, Parameters<typeof save>[1]]>([
    [423, 'LOCK_TOKEN_MISSING', { as: 'alice' }],
    [423, 'LOCK_TOKEN_MISSING', { as: 'alice', token: '' }],
    [400, 'BAD_USER_INPUT', { as: 'alice', token: 'abc' }],
    [400, 'BAD_USER_INPUT', { as: 'alice', token: '1, 2' }],
    [400, 'BAD_USER_INPUT', { as: 'alice', token: 1, id: 'a%07b' }],
    [400, 'BAD_USER_INPUT', { as: 'alice', token: 1, id: '%20' }],
    [400, 'BAD_USER_INPUT', { as: 'alice', token: 1, id: 'x'.repeat(300) }],
    [401, 'UNAUTHENTICATED', { token: 1 }],
    [401, 'UNAUTHENTICATED', { as: 'stranger', token: 1 }],
    [403, 'FORBIDDEN', { as: 'eve', token: 1 }],
  ])('refuses with %d %s: %j', async (status, code, request) => {
    const service = await serve(create);
    const answer = await save(service, request);
    expect(answer).toMatchObject({ status, headers: { 'content-type': PROBLEM } });
    expect(answer.problem).toMatchObject({ status, code });
    expect(service).toMatchObject({ saved: [], errors: [] });
  });

  it('refuses with 503 and Retry-After when the gateway cannot be asked, and tells the operator why', async () => {
    const reasons: string[] = [];
    const service = await serve(create, {
      gatewayUrl: 'http://127.0.0.1:1',
      onUnavailable: (reason) => reasons.push(reason),
    });
    const { status, headers, problem } = await save(service, { as: 'alice', token: 1 });
    expect([status, headers['retry-after'], problem?.code]).toEqual([503, '2', 'LOCK_UNKNOWN']);
    expect(JSON.stringify(problem)).not.toContain('127.0.0.1');
    expect(reasons).toEqual([expect.stringContaining('fetch failed')]);
  });

  it.each<[string, Options]>([
    [
      'throws',
      {
        key: () => {
          throw new Error('no key');
        },
      },
    ],
    ['rejects', { token: () => Promise.reject(new Error('no key')) }],
    [
      'tells nobody',
      {
        timeoutMs: 1,
        fetch: () => new Promise(() => {}),
        onUnavailable: () => {
          throw new Error('no key');
        },
      },
    ],
  ])('gives its error handler what a function of the options %s', async (_name, options) => {
    const service = await serve(create, options);
    expect(await save(service, { as: 'alice', token: 1 })).toMatchObject({ status: 500 });
    expect(service).toMatchObject({ saved: [], errors: [new Error('no key')] });
  });

  it.each([undefined, null, 'route', 'router'])(
    'does not go on when a function of the options throws %p',
    async (thrown) => {
      const app = create();
      let hasSaved = false;
      app.put(
        '/volumes/:id',
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as services do
        guardOf({ key: () => Promise.reject(thrown) }),
        (_request, response) => {
          hasSaved = true;
          response.sendStatus(204);
        },
      );
      const failed: express.ErrorRequestHandler = (_error, _request, response, next) => {
        if (response.headersSent) next();
        else response.sendStatus(500);
      };
      app.use(failed);
      const url = await listen(app as RequestListener);
      expect(await save({ url }, { as: 'alice', token: 1 })).toMatchObject({ status: 500 });
      expect(hasSaved).toBe(false);
    },
  );

  it('checks a hundred records in one call, and names those that are lost', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => String(index));
    const { data } = await gateway.graphql('alice', operations.AcquireLocksDocument, {
      items: ids.map((id) => ({ route: 'volume', id })),
    });
    const tokens = data!.acquireLocks.acquired.map(({ fencingToken }) => fencingToken);
    const service = await serve(create, {
      key: (request) =>
        (request.body as { ids: string[] }).ids.map((id) => ({ route: 'volume', id })),
      token: (request) => (request.body as { tokens: number[] }).tokens,
    });
    const bulk = (body: unknown) => save(service, { as: 'alice', id: 'bulk', body });
    expect(await bulk({ ids, tokens })).toMatchObject({ status: 204 });
    expect(service.saved).toEqual([tokens]);
    await takeOver('sam', '42');
    const { status, problem } = await bulk({ ids, tokens });
    expect([status, problem?.locks?.map(({ id }) => id)]).toEqual([409, ['42']]);
    expect(await bulk({ ids, tokens: tokens.slice(1) })).toMatchObject({ status: 400 });
    expect(await bulk({ ids })).toMatchObject({ status: 423 });
    expect(await bulk({ ids: [...ids, '100'], tokens: [...tokens, 1] })).toMatchObject({
      status: 400,
    });
    expect(service.saved).toHaveLength(1);
  });
});

describe('the middleware', () => {
  let fake: FakeGateway;
  beforeEach(async () => {
    fake = await FakeGateway.start();
    fake.says(results(held(7)));
  });
  afterEach(() => fake.stop());

  it('works in a service of node:http', async () => {
    const guard = requireLock({
      gatewayUrl: fake.url,
      key: ({ url }: IncomingMessage) => ({ route: 'volume', id: url?.slice(1) }),
      token: () => 7,
    });
    const url = await listen((request, response) => {
      guard(request, response, () => {
        response.end(JSON.stringify(heldLocks(response)));
      });
    });
    const answer = await callHttp(url, {
      method: 'PUT',
      path: '/1',
      headers: { Cookie: cookieOf('alice') },
    });
    expect(JSON.parse(answer.text)).toMatchObject([{ id: '1', fencingToken: 7 }]);
    expect(fake.asked[0]?.headers.cookie).toBe(cookieOf('alice'));
  });

  it('passes the cookie of the option on instead', async () => {
    const service = await serve(express, {
      gatewayUrl: fake.url,
      cookie: (request) => `refreshToken=${request.get('X-Refresh-Token') ?? ''}`,
    });
    await callHttp(service.url, {
      ...{ method: 'PUT', path: '/volumes/1' },
      headers: { 'X-Refresh-Token': 'demo-sam', 'Fencing-Token': '7', Cookie: cookieOf('alice') },
    });
    expect(fake.asked[0]?.headers.cookie).toBe('refreshToken=demo-sam');
  });

  it('writes nothing more after the service has answered, and does not go on', async () => {
    fake.says(results());
    const next = jest.fn();
    const ended = jest.fn();
    const response = { statusCode: 504, headersSent: true, setHeader: ended, end: ended };
    await new Promise<void>((resolve) => {
      requireLock({
        gatewayUrl: fake.url,
        key: ({ headers }: GuardedRequest) => ({ route: 'volume', id: String(headers['x-id']) }),
        token: () => 7,
        onUnavailable: () => void setImmediate(resolve),
      })({ headers: { cookie: cookieOf('alice'), 'x-id': '1' } }, response, next);
    });
    expect(next).not.toHaveBeenCalled();
    expect(ended).not.toHaveBeenCalled();
  });

  it('refuses wrong options before any request', () => {
    expect(() => guardOf({ gatewayUrl: 'gateway:4000' })).toThrow(/gatewayUrl must be/);
    expect(() => guardOf({ timeoutMs: -1 })).toThrow(/timeoutMs must be 1 to 60000/);
  });

  it('a handler without it has no locks', () => {
    expect(() => heldLocks({ locals: {} })).toThrow('requireLock did not run before this handler');
    expect(() => heldLocks({})).toThrow(/did not run/);
  });
});
