import { type LookUpTerms } from '../../src/domain/caller';
import { parseLockKey } from '../../src/domain/lock-key';
import { LockService } from '../../src/domain/lock-service';
import { createAuthenticate } from '../../src/identity/authenticator';
import { callHttp } from '../support/http-call';
import { turnOfTheLoop } from '../support/manual-batches';
import { startMemoryDoors } from '../support/memory-doors';
import { MemoryLockStore } from '../support/memory-lock-store';

const alice = {
  id: 'user-alice',
  username: 'alice',
  permissions: ['manage-locks', 'override-locks'],
};
const key = parseLockKey('volume', '1');

test('a flood of unknown tokens of one client leaves room for the look-ups of others', async () => {
  let answer = (): void => {};
  const away = new Promise<void>((resolve) => (answer = resolve));
  const authenticate = createAuthenticate({
    findByTokens: async (tokens) => {
      await away;
      return tokens.map((token) => ({
        status: 'fulfilled' as const,
        value: token === 'of-alice' ? alice : undefined,
      }));
    },
  });
  const outcomeOf = (token: string, client: string): Promise<string> =>
    authenticate(token, { client }).then(
      ({ kind }) => kind,
      (error: Error) => error.name,
    );

  const flood = Array.from({ length: 2_500 }, (_, index) =>
    outcomeOf(`junk-${index}`, '192.0.2.1'),
  );
  const ofAlice = outcomeOf('of-alice', '192.0.2.2');
  await turnOfTheLoop();
  answer();

  expect(await ofAlice).toBe('authenticated');
  expect((await Promise.all(flood)).filter((kind) => kind === 'Overloaded')).toHaveLength(1_500);
});

test('both doors tell whose look-up it is and until when it is waited for', async () => {
  const lookUps: (LookUpTerms | undefined)[] = [];
  const doors = await startMemoryDoors(
    {},
    {
      authenticate: (_token, terms) => {
        lookUps.push(terms);
        return Promise.resolve({ kind: 'authenticated', caller: alice });
      },
    },
  );
  const headers = { Cookie: 'refreshToken=t', 'Content-Type': 'application/json' };
  await callHttp(doors.url, { method: 'POST', path: '/admin/lock', headers, body: '{}' });
  const body = JSON.stringify({ query: '{ me { user { username } } }' });
  await callHttp(doors.url, { method: 'POST', path: '/graphql', headers, body });
  await doors.stop();
  expect(lookUps).toEqual(
    Array(2).fill({ client: 'client', deadlineAt: expect.any(Number) as number }),
  );
});

test.each<[string, (locks: LockService) => Promise<unknown>]>([
  ['acquire', (locks) => locks.acquire(alice, { key, deadlineAt: Infinity })],
  ['renew', (locks) => locks.renew(alice, { key, fencingToken: 1, deadlineAt: Infinity })],
  ['remove', (locks) => locks.remove(alice, { key, deadlineAt: Infinity })],
  ['take over', (locks) => locks.takeOver(alice, { key, deadlineAt: Infinity })],
  ['force remove', (locks) => locks.forceRemove(alice, { key, deadlineAt: Infinity })],
  ['remove all', (locks) => locks.removeMine(alice, { deadlineAt: Infinity })],
])('%s: the change is its caller’s, until the deadline of the call', async (_, run) => {
  const store = new MemoryLockStore();
  const locks = new LockService({ store, defaultLeaseMs: null });
  await locks.acquire(alice, { key });
  const change = jest.spyOn(store, 'change');
  await run(locks);
  const terms = { ownerId: 'user-alice', deadlineAt: Infinity };
  expect(change).toHaveBeenLastCalledWith(expect.anything(), expect.any(Function), terms);
});

test('the locks of one caller are removed a few at a time', async () => {
  const store = new MemoryLockStore();
  const locks = new LockService({ store, defaultLeaseMs: null });
  for (let id = 0; id < 500; id += 1) {
    await locks.acquire(alice, { key: parseLockKey('volume', `${id}`) });
  }
  const change = store.change.bind(store);
  let running = 0;
  let most = 0;
  jest.spyOn(store, 'change').mockImplementation(async (...request) => {
    most = Math.max(most, (running += 1));
    await new Promise(setImmediate);
    running -= 1;
    return change(...request);
  });
  expect(await locks.removeMine(alice)).toEqual({ kind: 'allRemoved', count: 500 });
  expect(most).toBe(32);
});
