import { RateLimiterMemory } from 'rate-limiter-flexible';
import { DEFAULT_LIMITS } from '../../support/test-config';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';

const limited = (
  perUser: number,
  perAddress: number,
  more: Partial<typeof DEFAULT_LIMITS> = {},
): Promise<TestGateway> =>
  startTestGateway({
    config: { limits: { ...DEFAULT_LIMITS, rate: { perUser, perAddress }, ...more } },
  });

const acquire = { operation: 'acquire', body: { route: 'volume', id: '1' } } as const;
const ME = { query: '{ me { user { username } } }' };

let gateway: TestGateway;

/** Here the second of a rate lasts an hour: a pause of the machine would let more in. */
const SECOND_S = 3_600;
beforeAll(() => {
  jest.spyOn(RateLimiterMemory.prototype, 'duration', 'get').mockReturnValue(SECOND_S);
});
afterEach(() => gateway.stop());

function expectTheRestOfTheSecond(retryAfter: unknown): void {
  expect(Number(retryAfter)).toBeGreaterThan(SECOND_S - 60);
  expect(Number(retryAfter)).toBeLessThanOrEqual(SECOND_S);
}

describe('a user who sends too much within a second', () => {
  beforeEach(async () => {
    gateway = await limited(5, 1_000);
  });

  it('is refused on both doors together, and others are served', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 ? gateway.rest('alice', acquire) : gateway.postGraphQL('alice', ME),
      ),
    );
    const refused = answers.filter(
      ({ status, text }) => status === 429 || text.includes('"RATE_LIMITED"'),
    );
    expect(refused).toHaveLength(7);
    const rest = refused.find(({ status }) => status === 429)!;
    expect(JSON.parse(rest.text)).toEqual({ data: 'Too many requests', code: 429 });
    expectTheRestOfTheSecond(rest.headers['retry-after']);
    expect((await gateway.postGraphQL('bob', ME)).text).toContain('"bob"');
  });

  it('has nothing done for what is refused', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, id) =>
        gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(await gateway.locks.countDocuments()).toBe(5);
  });
});

describe('an address that sends too much within a second', () => {
  const from = (address: string) => ({ 'X-Forwarded-For': address });
  const call = (headers: Record<string, string>, path = '/admin/lock') =>
    gateway.http({ method: 'POST', path, headers });

  it('is refused on both doors, whoever it says it is', async () => {
    gateway = await limited(1_000, 5);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => call(from(`10.0.0.${index}`))),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
    const graphql = await gateway.postGraphQL('alice', ME);
    expect(graphql.status).toBe(429);
    expectTheRestOfTheSecond(graphql.headers['retry-after']);
    expect(graphql.text).toContain('"RATE_LIMITED"');
    expect(
      (await gateway.http({ method: 'GET', path: '/graphql?query={me{user{id}}}' })).status,
    ).toBe(429);
    expect((await gateway.http({ method: 'GET', path: '/healthz' })).status).toBe(200);
  });

  it('is the client before the trusted proxy', async () => {
    gateway = await limited(1_000, 5, { trustProxy: { kind: 'hops', hops: 1 } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => call(from(`1.2.3.4, 10.0.0.${index}`))),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(0);
  });
});

it('off lets everything in', async () => {
  gateway = await startTestGateway({ config: { limits: { ...DEFAULT_LIMITS, rate: undefined } } });
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => gateway.rest('alice', acquire)),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
});

describe('a user with as many locks as one may hold', () => {
  beforeEach(async () => {
    gateway = await startTestGateway({
      config: { limits: { ...DEFAULT_LIMITS, maxLocksPerUser: 3 } },
    });
  });
  const take = (id: number) =>
    gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id } });

  it('gets exactly as many by asking at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, id) => take(id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(17);
    expect(await gateway.locks.countDocuments({ status: 'held' })).toBe(3);
  });

  it('is given the last lock as often as it is asked for at once', async () => {
    for (const id of [1, 2]) await take(id);
    const answers = await Promise.all(Array.from({ length: 10 }, () => take(3)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(await gateway.locks.countDocuments({ status: 'held' })).toBe(3);
  });

  it('is rejected at both doors, can renew, and gets another lock after removing one', async () => {
    for (const id of [1, 2, 3]) expect((await take(id)).status).toBe(200);
    const refused = await take(4);
    expect(JSON.parse(refused.text)).toEqual({ data: 'Too many locks', code: 429 });
    const graphql = await gateway.postGraphQL('alice', {
      query: 'mutation { acquireLock(route: "volume", id: 5) { __typename } }',
    });
    expect(graphql.text).toContain('"LOCK_QUOTA_EXCEEDED"');
    expect((await take(3)).status).toBe(200);
    await gateway.rest('alice', { operation: 'remove', body: { route: 'volume', id: 1 } });
    expect((await take(4)).status).toBe(200);
  });
});
