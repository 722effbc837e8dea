import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { QueueFull } from '../../../src/concurrency/group-commit';
import { HttpUserDirectory } from '../../../src/identity/http/http-user-directory';
import { json, type LocalServer, startLocalServer } from '../../support/local-server';

const alice = { id: 'u1', username: 'alice', permissions: ['manage-locks'] };

let backend: LocalServer;

beforeEach(async () => {
  backend = await startLocalServer(json({ user: alice }));
});
afterEach(() => {
  jest.restoreAllMocks();
  return backend.stop();
});

function directory(settings: { cacheTtlMs?: number; timeoutMs?: number } = {}): HttpUserDirectory {
  return new HttpUserDirectory({
    url: `${backend.url}/me`,
    cookieName: 'refreshToken',
    cacheTtlMs: 0,
    timeoutMs: 10_000,
    ...settings,
  });
}

test.each([
  ['under "user"', { user: alice }, alice],
  ['at the top level', alice, alice],
  [
    'with _id',
    { user: { _id: 7, username: 'bob' } },
    { id: '7', username: 'bob', permissions: [] },
  ],
  ['without a name', { id: 'u9' }, { id: 'u9', username: 'u9', permissions: [] }],
  [
    'with permissions as objects and inside roles',
    {
      user: {
        id: 'u2',
        username: 'sam',
        permissions: [{ name: 'manage-locks' }, 7, null],
        roles: [
          'boss',
          { name: 'admin', permissions: ['override-locks', { name: 'manage-locks' }] },
        ],
      },
    },
    { id: 'u2', username: 'sam', permissions: ['manage-locks', 'override-locks'] },
  ],
  [
    'with permissions of a wrong type',
    { user: { id: 'u3', username: 'eve', permissions: { 'manage-locks': true }, roles: 7 } },
    { id: 'u3', username: 'eve', permissions: [] },
  ],
])('a user %s is the caller', async (_where, body, caller) => {
  backend.answer = json(body);

  expect(await directory().findByToken('t')).toEqual(caller);
});

test.each([401, 403, 404])('status %i is nobody', async (status) => {
  backend.answer = json({ message: 'no' }, status);

  expect(await directory().findByToken('t')).toBeUndefined();
});

test.each<[string, LocalServer['answer']]>([
  ['another status', json({ user: alice }, 500)],
  ['201', json({ user: alice }, 201)],
  ['204', (_request, response) => void response.writeHead(204).end()],
  ['no id', json({ user: { username: 'alice' } })],
  ['an id of a wrong type', json({ user: { ...alice, id: { $ne: 1 } } })],
  ['null', json(null)],
  ['a list', json([alice])],
  ['too much', json({ user: alice, padding: 'x'.repeat(300_000) })],
])('%s is a fault, never nobody', async (_what, answer) => {
  backend.answer = answer;

  await expect(directory().findByToken('t')).rejects.toThrow(/ME_URL answered/);
});

test('a page instead of JSON is a fault that quotes nothing of it', async () => {
  backend.answer = (_request, response) => void response.end('<p>secret of alice</p>');

  const fault: unknown = await directory()
    .findByToken('t')
    .catch((error: unknown) => error);

  expect(fault).toEqual(new Error('ME_URL answered 200 with something that is not JSON'));
  expect(inspect(fault)).not.toContain('secret');
});

test('a redirect is a fault and is not followed', async () => {
  const elsewhere = await startLocalServer(json({ user: alice }));
  backend.answer = (_request, response) =>
    void response.writeHead(302, { Location: elsewhere.url }).end();

  const outcome = await directory()
    .findByToken('t')
    .catch((error: Error) => error.message);
  await elsewhere.stop();

  expect(outcome).toBe('ME_URL answered with status 302');
  expect(elsewhere.requests).toEqual([]);
});

test.each<[string, LocalServer['answer']]>([
  ['headers', () => {}],
  ['body', (_request, response) => void response.write('{"user":')],
])('a backend that is slow with its %s is a fault when the time is over', async (_part, answer) => {
  backend.answer = answer;

  await expect(directory({ timeoutMs: 150 }).findByToken('t')).rejects.toThrow(
    /no answer within 150 ms/,
  );
});

test('a backend that is gone is a fault, and counts again when it is back', async () => {
  const users = directory({ cacheTtlMs: 60_000 });
  const gone = backend;
  await gone.stop();

  await expect(users.findByToken('t')).rejects.toThrow('ME_URL could not be asked');

  backend = await startLocalServer(json({ user: alice }));
  expect(await directory().findByToken('t')).toEqual(alice);
});

test('the backend gets the one cookie and nothing else of the caller', async () => {
  await directory().findByToken('abc.def-1');
  await directory().findByToken('a b;c="d"\r\nX: 1,ü%41');

  const [plain, odd] = backend.requests.map(({ headers }) => headers);
  expect(plain?.cookie).toBe('refreshToken=abc.def-1');
  expect(odd?.cookie).toBe(`refreshToken=${encodeURIComponent('a b;c="d"\r\nX: 1,ü%41')}`);
  expect(odd?.['x']).toBeUndefined();
});

test('a token that no cookie can carry is nobody', async () => {
  expect(await directory().findByToken('\ud800')).toBeUndefined();
  expect(backend.requests).toHaveLength(0);
});

test('five hundred requests with one token at once are one call', async () => {
  const users = directory();

  const callers = await Promise.all(
    Array.from({ length: 500 }, () => users.findByToken('of-alice')),
  );

  expect(callers).toEqual(Array(500).fill(alice));
  expect(backend.requests).toHaveLength(1);
});

test('without a cache the next request asks again, so that a session that ended is nobody at once', async () => {
  const users = directory();
  await users.findByToken('t');
  backend.answer = json({}, 401);

  expect(await users.findByToken('t')).toBeUndefined();
});

test('an answer counts for the cache time from when it was asked for, and not longer', async () => {
  const askedAt = 1_000;
  const clock = jest.spyOn(performance, 'now').mockReturnValue(askedAt);
  const users = directory({ cacheTtlMs: 400 });
  backend.answer = (request, response) => {
    clock.mockReturnValue(askedAt + 250);
    json({ user: alice })(request, response);
  };
  await users.findByToken('t');
  backend.answer = json({}, 401);

  clock.mockReturnValue(askedAt + 400);
  expect(await users.findByToken('t')).toEqual(alice);
  expect(backend.requests).toHaveLength(1);
  clock.mockReturnValue(askedAt + 401);
  expect(await users.findByToken('t')).toBeUndefined();
});

test('nobody is not kept: who signs in is known at once', async () => {
  const users = directory({ cacheTtlMs: 60_000 });
  backend.answer = json({}, 401);
  await users.findByToken('t');
  backend.answer = json({ user: alice });

  expect(await users.findByToken('t')).toEqual(alice);
});

test('a fault is not kept', async () => {
  const users = directory({ cacheTtlMs: 60_000 });
  backend.answer = json({}, 503);
  await expect(users.findByToken('t')).rejects.toThrow('status 503');
  backend.answer = json({ user: alice });

  expect(await users.findByToken('t')).toEqual(alice);
});

test('one slow caller does not hold up the others', async () => {
  const users = directory();
  backend.answer = (request, response) => {
    if (request.headers.cookie?.includes('slow')) return;
    json({ user: alice })(request, response);
  };
  const slow = users.findByToken('slow').catch(() => 'no answer');

  expect(await users.findByToken('quick')).toEqual(alice);
  await backend.stop();
  expect(await slow).toBe('no answer');
});

test('the backend gets no more than 64 calls at the same time', async () => {
  const waiting: (() => void)[] = [];
  backend.answer = (request, response) =>
    void waiting.push(() => json({ user: alice })(request, response));
  const users = directory();

  const callers = Array.from({ length: 80 }, (_, index) => users.findByToken(`t${index}`));
  while (waiting.length < 64) await delay(5);
  await delay(50);
  expect(waiting).toHaveLength(64);
  backend.answer = json({ user: alice });
  waiting.forEach((release) => release());

  expect(await Promise.all(callers)).toHaveLength(80);
});

test('a call whose time runs out while it waits for a free slot is never sent', async () => {
  const timeoutMs = 60_000;
  const limits: AbortController[] = [];
  jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    limits.push(new AbortController());
    return limits.at(-1)!.signal;
  });
  backend.answer = () => {};
  const users = directory({ timeoutMs });
  const callers = Array.from({ length: 80 }, (_, index) => users.findByToken(`t${index}`));
  const outcomes = Promise.allSettled(callers);
  while (backend.requests.length < 64) await delay(5);

  // The time of all calls is over before a slot is free.
  const afterwards = performance.now() + timeoutMs + 1;
  jest.spyOn(performance, 'now').mockReturnValue(afterwards);
  for (const limit of limits) limit.abort(new DOMException('', 'TimeoutError'));

  const reasons = (await outcomes).map((each) => ('reason' in each ? String(each.reason) : ''));
  const late = expect.stringMatching(/no answer within 60000 ms$/) as string;
  expect(reasons).toEqual(reasons.map(() => late));
  // Whatever was sent has arrived before the answer to a later request.
  jest.restoreAllMocks();
  backend.answer = json({ user: alice });
  await directory().findByToken('later');
  expect(backend.requests).toHaveLength(64 + 1);
});

test('rejects a call at once when 2,000 others are waiting', async () => {
  backend.answer = () => {};
  const users = directory({ timeoutMs: 500 });
  const waiting = Array.from({ length: 64 + 2_000 }, (_, index) => users.findByToken(`t${index}`));
  const outcomes = Promise.allSettled(waiting);

  await expect(users.findByToken('one too many')).rejects.toBeInstanceOf(QueueFull);
  await outcomes;
});

test('a connection that breaks in the middle of an answer is a fault', async () => {
  backend.answer = (_request, response) => {
    response.write('{"user":', () => response.destroy());
  };

  await expect(directory().findByToken('t')).rejects.toThrow('ME_URL could not be asked');
});
