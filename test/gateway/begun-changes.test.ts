import { type Authentication } from '../../src/domain/caller';
import { type BegunChange } from '../../src/domain/lock-store';
import { callHttp } from '../support/http-call';
import { type MemoryDoors, startMemoryDoors } from '../support/memory-doors';

const alice = { id: 'user-alice', username: 'alice', permissions: ['manage-locks'] };

const body = { route: 'volume', id: '1' };
const mutations = [
  'acquireLock(route: "volume", id: "1") { __typename }',
  'renewLock(route: "volume", id: "1", fencingToken: 1) { __typename }',
  'removeLock(route: "volume", id: "1") { __typename }',
  'takeOverLock(route: "volume", id: "1") { __typename }',
  'forceRemoveLock(route: "volume", id: "1") { __typename }',
  'requestLock(route: "volume", id: "1") { __typename }',
  'withdrawRequest(route: "volume", id: "1")',
];
const calls = [
  { name: 'POST /admin/lock', method: 'POST', path: '/admin/lock', body },
  { name: 'DELETE /admin/remove-lock', method: 'DELETE', path: '/admin/remove-lock', body },
  ...mutations.map((field) => ({
    name: field.split('(')[0],
    method: 'POST',
    path: '/graphql',
    body: { query: `mutation { ${field} }` },
  })),
];

let doors: MemoryDoors | undefined;
afterEach(() => doors?.stop());

/** Makes a call whose caller is identified as given, and tells what became of its change, in order. */
async function eventsOf(
  { method, path, body }: (typeof calls)[number],
  identify: () => Promise<Authentication>,
): Promise<string[]> {
  const events: string[] = [];
  doors = await startMemoryDoors(
    {},
    {
      authenticate: () => {
        events.push('identifies the caller');
        return identify();
      },
    },
  );
  const { store } = doors;
  const beginChange = store.beginChange.bind(store);
  jest.spyOn(store, 'beginChange').mockImplementation((key) => {
    events.push(`begins ${key.id}`);
    const change = beginChange(key);
    return {
      decide: (...decision: Parameters<BegunChange['decide']>) => {
        events.push('decides');
        return change.decide(...decision);
      },
      withdraw: () => events.push('withdraws'),
    } as BegunChange;
  });
  const headers = { Cookie: 'refreshToken=t', 'Content-Type': 'application/json' };
  await callHttp(doors.url, { method, path, headers, body: JSON.stringify(body) });
  return events;
}

test.each(calls)('$name: the change begins while the caller is identified', async (call) => {
  const caller = { ...alice, permissions: ['manage-locks', 'override-locks'] };
  const events = await eventsOf(call, () => Promise.resolve({ kind: 'authenticated', caller }));
  expect(events.slice(0, 3)).toEqual(['begins volume/1', 'identifies the caller', 'decides']);
});

test.each(calls)('$name: a caller who is unknown keeps no other waiting', async (call) => {
  const events = await eventsOf(call, () => Promise.resolve({ kind: 'unknownToken' }));
  expect(events).toEqual(['begins volume/1', 'identifies the caller', 'withdraws']);
});

test.each(calls)('$name: nor does one who cannot be looked up', async (call) => {
  const events = await eventsOf(call, () => Promise.reject(new Error('no user store')));
  expect(events).toEqual(['begins volume/1', 'identifies the caller', 'withdraws']);
});
