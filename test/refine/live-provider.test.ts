import { type LiveEvent, type LiveProvider } from '@refinedev/core';
import { type LockEvent } from '../../src/client/lock-types';
import { lockLiveProvider } from '../../src/refine/live-provider';
import { lockWith } from '../react/support/locks';
import { ManualClient } from '../react/support/manual-client';

const AT = '2026-03-01T10:00:00.000Z';

let manual: ManualClient;
let heard: LiveEvent[];
const callback = (event: LiveEvent): void => void heard.push(event);

beforeEach(() => {
  manual = new ManualClient();
  heard = [];
});

function event(type: LockEvent['type'], id: string, isFree = false): LockEvent {
  const lock = { ...lockWith({ resourceId: id }), waiters: [] };
  const currentLock = isFree ? null : lock;
  return { type, at: AT, lock, currentLock, previousHolder: null, actor: null, reason: null };
}

const typed = (): unknown[] => heard.map(({ type, payload }) => [type, ...(payload.ids ?? [])]);

it('tells of the locks of a resource on `locks/…`', () => {
  const provider = lockLiveProvider({ client: manual.client });
  provider.subscribe({ channel: 'locks/posts', types: ['*'], callback });
  const [watch] = manual.watches;
  expect(watch!.filter).toEqual({ route: 'posts' });
  watch!.tell(event('ACQUIRED', '1'));
  watch!.tell(event('TAKEN_OVER', '1'));
  watch!.tell(event('RENEWED', '1'));
  watch!.tell(event('RELEASED', '1', true));
  expect(typed()).toEqual([
    ['created', '1'],
    ['updated', '1'],
    ['deleted', '1'],
  ]);
  expect(heard[0]).toEqual({
    channel: 'locks/posts',
    type: 'created',
    payload: { ids: ['1'] },
    date: new Date(AT),
  });
});

it('tells on `resources/…` that a record may have changed when its lock has ended or passed on', () => {
  const provider = lockLiveProvider({ client: manual.client });
  provider.subscribe({ channel: 'resources/posts', types: ['*'], callback });
  const [watch] = manual.watches;
  watch!.tell(event('ACQUIRED', '1'));
  watch!.tell(event('WAITERS_CHANGED', '1'));
  watch!.tell(event('TAKEN_OVER', '1'));
  watch!.tell(event('EXPIRED', '2', true));
  expect(typed()).toEqual([
    ['updated', '1'],
    ['updated', '2'],
  ]);
});

it('tells only the types that were asked for', () => {
  const provider = lockLiveProvider({ client: manual.client });
  provider.subscribe({ channel: 'locks/posts', types: ['deleted'], callback });
  manual.watches[0]!.tell(event('ACQUIRED', '1'));
  manual.watches[0]!.tell(event('RELEASED', '1', true));
  expect(typed()).toEqual([['deleted', '1']]);
});

it('watches only the records that were asked for, and names them as they were asked for', () => {
  const routeOf = (resource: string): string => resource.slice(0, -1);
  const provider = lockLiveProvider({ client: manual.client, routeOf });
  const params = { ids: [1, 'a'] };
  provider.subscribe({ channel: 'locks/posts', types: ['*'], callback, params });
  expect(manual.watches[0]!.filter).toEqual({ route: 'post', ids: ['1', 'a'] });
  manual.watches[0]!.tell(event('ACQUIRED', '1'));
  manual.watches[0]!.tell(event('ACQUIRED', 'a'));
  expect(typed()).toEqual([
    ['created', 1],
    ['created', 'a'],
  ]);
});

it('watches the whole resource for more records than a gateway watches one by one', () => {
  const provider = lockLiveProvider({ client: manual.client });
  const params = { ids: Array.from({ length: 201 }, (_, index) => index) };
  provider.subscribe({ channel: 'locks/posts', types: ['*'], callback, params });
  expect(manual.watches[0]!.filter).toEqual({ route: 'posts' });
  manual.watches[0]!.tell(event('ACQUIRED', '200'));
  manual.watches[0]!.tell(event('ACQUIRED', '201'));
  expect(typed()).toEqual([['created', 200]]);
});

it('stops watching when it is left', () => {
  const provider = lockLiveProvider({ client: manual.client });
  const subscription = provider.subscribe({ channel: 'locks/posts', types: ['*'], callback });
  provider.unsubscribe(subscription as never);
  expect(manual.watches[0]!.isClosed).toBe(true);
});

it('leaves every other channel to the live provider below it', () => {
  const calls: unknown[] = [];
  const base: LiveProvider = {
    subscribe: ({ channel }) => {
      calls.push(['subscribe', channel]);
      return 'theirs';
    },
    unsubscribe: (subscription) => void calls.push(['unsubscribe', subscription]),
    publish: ({ channel }) => void calls.push(['publish', channel]),
  };
  const provider = lockLiveProvider({ client: manual.client, base });
  for (const channel of ['resources/posts', 'chat']) {
    const subscription = provider.subscribe({ channel, types: ['*'], callback });
    provider.unsubscribe(subscription as never);
  }
  provider.publish?.({ channel: 'chat', type: 'said', payload: {}, date: new Date(AT) });
  expect(calls).toEqual([
    ['subscribe', 'resources/posts'],
    ['unsubscribe', 'theirs'],
    ['subscribe', 'chat'],
    ['unsubscribe', 'theirs'],
    ['publish', 'chat'],
  ]);
  expect(manual.watches).toEqual([]);
  const alone = lockLiveProvider({ client: manual.client });
  expect(alone.subscribe({ channel: 'chat', types: ['*'], callback })).toBeUndefined();
  expect(alone.publish).toBeUndefined();
});
