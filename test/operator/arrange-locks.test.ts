import { type PicturedLock } from '../../src/client/lock-types';
import { arrangeLocks, type LockFilter, type LockOrder } from '../../src/operator/arrange-locks';
import { lockWith } from '../react/support/locks';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const BY_RECORD: LockOrder = { by: 'record', isDescending: false };

const named = (username: string): { holder: PicturedLock['holder'] } => ({
  holder: { id: `user-${username}`, username },
});
const EVE = {
  user: { id: 'user-eve', username: 'eve' },
  since: '',
  message: null,
  position: 1,
};

const LOCKS: readonly PicturedLock[] = [
  lockWith({ resourceId: '1', ...named('Bob'), acquiredAt: '2026-03-01T11:30:00.000Z' }),
  lockWith({ resourceId: '2', ...named('bobby'), note: 'Price update', expiresAt: null }),
  lockWith({ route: 'series', resourceId: '1', ...named('alice'), heldByMe: true }),
  { ...lockWith({ resourceId: '3', ...named('sam'), waiterCount: 1 }), waiters: [EVE] },
];
const picture = (locks: readonly PicturedLock[]): ReadonlyMap<string, PicturedLock> =>
  new Map(locks.map((lock) => [lock.id, lock]));

const idsOf = (locks: readonly PicturedLock[]): string[] => locks.map(({ id }) => id);
const arrange = (filter: LockFilter, order = BY_RECORD): string[] =>
  idsOf(arrangeLocks(picture(LOCKS), { filter, order, nowMs: NOW }));

it.each<[string, LockFilter, string[]]>([
  ['nothing', {}, ['series/1', 'volume/1', 'volume/2', 'volume/3']],
  [
    'empty texts',
    { route: '', holder: '', text: '' },
    ['series/1', 'volume/1', 'volume/2', 'volume/3'],
  ],
  ['a route', { route: 'series' }, ['series/1']],
  ['a part of a route, which is another', { route: 'ser' }, []],
  ['a part of a name, in any case', { holder: 'BOB' }, ['volume/1', 'volume/2']],
  ['a whole id', { holder: 'user-alice' }, ['series/1']],
  ['a part of an id', { holder: 'user-' }, []],
  ['mine', { isMine: true }, ['series/1']],
  ['an age', { olderThanMs: 60 * 60_000 }, ['series/1', 'volume/2', 'volume/3']],
  ['a text of a note', { text: 'price' }, ['volume/2']],
  ['a text of a record', { text: 'ume/3' }, ['volume/3']],
  ['a name of somebody in line', { text: 'eve' }, ['volume/3']],
  ['all together', { route: 'volume', holder: 'bob', olderThanMs: 1_000, text: '1' }, ['volume/1']],
])('by %s', (_by, filter, expected) => {
  expect(arrange(filter)).toEqual(expected);
});

it('an age counts to the moment, and not the moment itself', () => {
  const how = { filter: { olderThanMs: 30 * 60_000 }, order: BY_RECORD };
  const shown = (nowMs: number): string[] => idsOf(arrangeLocks(picture(LOCKS), { ...how, nowMs }));
  expect(shown(NOW)).not.toContain('volume/1');
  expect(shown(NOW + 1)).toContain('volume/1');
});

it.each<[LockOrder['by'], string[]]>([
  ['record', ['series/1', 'volume/1', 'volume/2', 'volume/3']],
  ['holder', ['volume/1', 'series/1', 'volume/2', 'volume/3']],
  ['since', ['series/1', 'volume/2', 'volume/3', 'volume/1']],
  ['timeLeft', ['series/1', 'volume/1', 'volume/3', 'volume/2']],
  ['waiters', ['series/1', 'volume/1', 'volume/2', 'volume/3']],
])('in the order of %s, and the same among equals', (by, expected) => {
  expect(arrange({}, { by, isDescending: false })).toEqual(expected);
});

it('the other way round, equals stay in the order of their records', () => {
  expect(arrange({}, { by: 'since', isDescending: true })).toEqual([
    ...['volume/1', 'series/1', 'volume/2', 'volume/3'],
  ]);
});

describe('after a change', () => {
  const how = { filter: {}, order: BY_RECORD, nowMs: NOW };
  const before = arrangeLocks(picture(LOCKS), how);

  it('is the same list when nothing differs', () => {
    expect(arrangeLocks(picture([...LOCKS].reverse()), how, before)).toBe(before);
  });

  it('has what changed, what came, and not what went', () => {
    const changed = lockWith({ resourceId: '1', note: 'changed' });
    const added = lockWith({ route: 'atlas', resourceId: '9' });
    const after = arrangeLocks(picture([changed, ...LOCKS.slice(2), added]), how, before);
    expect(idsOf(after)).toEqual(['atlas/9', 'series/1', 'volume/1', 'volume/3']);
    expect(after[2]).toBe(changed);
  });

  it('is in the new order', () => {
    const order: LockOrder = { by: 'record', isDescending: true };
    const after = arrangeLocks(picture(LOCKS), { ...how, order }, before);
    expect(idsOf(after)).toEqual(idsOf(before).reverse());
  });
});
