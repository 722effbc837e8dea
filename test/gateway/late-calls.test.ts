import { TIME_BUDGET } from '../../src/config/time-budget';
import { type Authenticate } from '../../src/domain/caller';
import { parseLockKey } from '../../src/domain/lock-key';
import { LockService } from '../../src/domain/lock-service';
import { createAuthenticate } from '../../src/identity/authenticator';
import { JwtUserDirectory } from '../../src/identity/jwt/jwt-user-directory';
import { callHttp } from '../support/http-call';
import { type MemoryDoors, startMemoryDoors } from '../support/memory-doors';

const alice = { id: 'user-alice', username: 'alice', permissions: ['manage-locks'] };
/** Long after every answer: what runs behind the caller's back has run by then. */
const MUCH_LATER_MS = 10_000;

let doors: MemoryDoors | undefined;
/** What was asked of the users, in order. */
let asked: string[];
let nextAsked: () => void;

beforeEach(() => {
  asked = [];
  nextAsked = () => {};
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date'] });
});

afterEach(async () => {
  jest.useRealTimers();
  await doors?.stop();
  doors = undefined;
});

const passing = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Takes so long for every token; alice's is `alice`. */
async function slowly(token: string, ms: number): Promise<typeof alice | undefined> {
  asked.push(token);
  nextAsked();
  await passing(ms);
  return token === 'alice' ? alice : undefined;
}

/** Lets the time pass of one call that is sent now; resolves with its answer, by then. */
async function answerTo(send: (url: string) => ReturnType<typeof callHttp>) {
  const firstAsked = new Promise<void>((resolve) => (nextAsked = resolve));
  const answer = send(doors!.url);
  await firstAsked;
  for (let passed = 0; passed < MUCH_LATER_MS; passed += 50) {
    await jest.advanceTimersByTimeAsync(50);
    await new Promise(setImmediate);
  }
  // As the server measures it: the socket to the client keeps to no fake time.
  return { ...(await answer), answeredAfterMs: doors!.answered[0]!.durationMs };
}

const removal = (cookie: string) => (url: string) =>
  callHttp(url, {
    method: 'DELETE',
    path: '/admin/remove-lock?route=a&id=1',
    headers: { Cookie: cookie },
  });

const acquisition = (cookie: string) => (url: string) =>
  callHttp(url, {
    method: 'POST',
    path: '/graphql',
    headers: { Cookie: cookie, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation { acquireLock(route: "a", id: "1") { __typename } }',
    }),
  });

const THREE_TOKENS = 'refreshToken=old; refreshToken=older; refreshToken=alice';

test.each([
  ['REST', removal],
  ['GraphQL', acquisition],
])('%s: all tokens together have the time of one look-up', async (_door, call) => {
  const authenticate = createAuthenticate({ findByToken: (token) => slowly(token, 1_950) });
  doors = await startMemoryDoors({}, { authenticate });

  const { answeredAfterMs } = await answerTo(call(THREE_TOKENS));

  expect(asked).toEqual(['old', 'older']);
  expect(answeredAfterMs).toBeLessThanOrEqual(TIME_BUDGET.lookUpMs + 200);
  expect(doors.store.calls).toBe(0);
});

test('the steps of a look-up together have the time of one look-up', async () => {
  const directory = new JwtUserDirectory({
    verify: (token) => slowly(token, 1_800).then(() => ({ sub: 'user-alice', name: 'alice' })),
    claims: { id: 'sub', name: 'name', permissions: 'permissions' },
    mustExist: {
      users: { find: () => slowly('alice', 1_950) },
      takesName: true,
      takesPermissions: true,
    },
  });
  doors = await startMemoryDoors({}, { authenticate: createAuthenticate(directory) });

  const { answeredAfterMs } = await answerTo(removal('refreshToken=alice'));

  expect(answeredAfterMs).toBeLessThanOrEqual(TIME_BUDGET.lookUpMs + 200);
  expect(doors.store.calls).toBe(0);
});

describe('users that keep to no time', () => {
  const endless: Authenticate = async () => ({
    kind: 'authenticated',
    caller: (await slowly('alice', TIME_BUDGET.beginMs + 50))!,
  });

  test('REST answers that nothing was tried', async () => {
    doors = await startMemoryDoors({}, { authenticate: endless });
    const { status } = await answerTo(removal('refreshToken=alice'));
    expect(status).toBe(503);
    expect(doors.store.calls).toBe(0);
  });

  test('GraphQL answers that nothing was tried', async () => {
    doors = await startMemoryDoors({}, { authenticate: endless });
    const { text } = await answerTo(acquisition('refreshToken=alice'));
    expect(text).toContain('"code":"SERVICE_UNAVAILABLE"');
    expect(doors.store.calls).toBe(0);
  });
});

test('a grant under a quota does not begin after its caller was answered', async () => {
  const authenticate: Authenticate = async () => ({
    kind: 'authenticated',
    caller: (await slowly('alice', 3_900))!,
  });
  doors = await startMemoryDoors({}, { authenticate, maxLocks: 5 });
  jest.spyOn(doors.store, 'count').mockImplementation(() => passing(2_500).then(() => 0));
  const change = jest.spyOn(doors.store, 'change');

  const { text, answeredAfterMs } = await answerTo(acquisition('refreshToken=alice'));

  expect(text).toContain('"code":"SERVICE_UNAVAILABLE"');
  expect(answeredAfterMs).toBeLessThan(TIME_BUDGET.callMs);
  expect(change).not.toHaveBeenCalled();
});

test('the removal of all locks ends with the time of its call', async () => {
  doors = await startMemoryDoors();
  const { store } = doors;
  const locks = new LockService({ store, defaultLeaseMs: null });
  for (let id = 0; id < 100; id += 1) {
    await locks.acquire(alice, { key: parseLockKey('a', `${id}`) });
  }
  const change = jest.spyOn(store, 'change');
  change.mockImplementation(async () => {
    await passing(1_000);
    return { kind: 'removed' };
  });
  const removed = locks
    .removeMine(alice, { deadlineAt: performance.now() + 1_500 })
    .catch((error: Error) => error.name);
  await jest.advanceTimersByTimeAsync(MUCH_LATER_MS);
  expect(await removed).toBe('Unavailable');
  expect(change).toHaveBeenCalledTimes(64);
});
