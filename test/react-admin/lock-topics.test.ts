import { type LockEvent } from '../../src/client/lock-types';
import { addLockGateway } from '../../src/react-admin/add-lock-gateway';
import { type AdminEvent } from '../../src/react-admin/lock-topics';
import { type LockMethods } from '../../src/react-admin/lock-methods';
import { lockWith } from '../react/support/locks';
import { ManualClient } from '../react/support/manual-client';

let manual: ManualClient;
let provider: LockMethods;
let heard: AdminEvent[];
const callback = (event: AdminEvent): void => void heard.push(event);

beforeEach(() => {
  manual = new ManualClient();
  provider = addLockGateway(
    {},
    {
      client: manual.client,
      routeOf: (resource) => resource.slice(0, -1),
      recordIdOf: (_resource, id) => Number(id),
    },
  );
  heard = [];
});

const AT = '2026-03-01T10:00:00.000Z';

function event(type: LockEvent['type'], id: string, isFree = false): LockEvent {
  const lock = { ...lockWith({ resourceId: id }), waiters: [] };
  const currentLock = isFree ? null : lock;
  return { type, at: AT, lock, currentLock, previousHolder: null, actor: null, reason: null };
}

it('watches the records of a resource, and tells what becomes of their locks', async () => {
  await provider.subscribe('lock/posts', callback);
  const [watch] = manual.watches;
  expect(watch!.filter).toEqual({ route: 'post' });
  watch!.tell(event('ACQUIRED', '1'));
  watch!.tell(event('TAKEN_OVER', '1'));
  watch!.tell(event('RELEASED', '1'));
  watch!.tell(event('RESERVED', '1'));
  watch!.tell(event('EXPIRED', '1', true));
  watch!.tell(event('FORCE_REMOVED', '2', true));
  const date = Date.parse(AT);
  expect(heard.map(({ type, payload: { ids } }) => [type, ...ids])).toEqual([
    ['created', 1],
    ['updated', 1],
    ['updated', 1],
    ['updated', 1],
    ['deleted', 1],
    ['deleted', 2],
  ]);
  expect(heard[0]).toEqual({ topic: 'lock/posts', type: 'created', payload: { ids: [1] }, date });
});

it('says nothing of renewals and lines, which change nothing that is read', async () => {
  await provider.subscribe('lock/posts', callback);
  manual.watches[0]!.tell(event('RENEWED', '1'));
  manual.watches[0]!.tell(event('WAITERS_CHANGED', '1'));
  expect(heard).toEqual([]);
});

it('watches one record for its topic, also one whose id has slashes', async () => {
  await provider.subscribe('lock/posts/a/b', callback);
  expect(manual.watches[0]!.filter).toEqual({ route: 'post', ids: ['a/b'] });
});

it('has what was read before read again once it watches, and after it was cut off', async () => {
  await provider.subscribe('lock/posts', callback);
  await provider.subscribe('lock/posts/7', callback);
  const [all, one] = manual.watches;
  all!.show('live', [lockWith({ resourceId: '1' }), lockWith({ resourceId: '2' })]);
  one!.show('polling', []);
  all!.show('live', []);
  expect(heard.map(({ type, payload: { ids } }) => [type, ...ids])).toEqual([
    ['updated', 1, 2],
    ['updated', 7],
  ]);
  all!.show('offline', []);
  all!.show('live', []);
  expect(heard).toHaveLength(3);
});

it('watches once for all subscribers of a topic, until the last has left', async () => {
  const other = jest.fn();
  await provider.subscribe('lock/posts', callback);
  await provider.subscribe('lock/posts', other);
  expect(manual.watches).toHaveLength(1);
  await provider.unsubscribe('lock/posts', callback);
  manual.watches[0]!.tell(event('ACQUIRED', '1'));
  expect([heard.length, other.mock.calls.length]).toEqual([0, 1]);
  expect(manual.watches[0]!.isClosed).toBe(false);
  await provider.unsubscribe('lock/posts', other);
  await provider.unsubscribe('lock/posts', other);
  expect(manual.watches[0]!.isClosed).toBe(true);
  await provider.subscribe('lock/posts', callback);
  expect(manual.watches).toHaveLength(2);
});
