import { type Lock } from '../../src/domain/lock';
import { type LockChange, changeOf } from '../../src/domain/lock-change';
import { lockKeyOf } from '../../src/domain/lock-key';
import { measureChanges } from '../../src/gateway/measure-changes';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const HOLDERS = {
  alice: { id: 'user-alice', username: 'alice' },
  bob: { id: 'user-bob', username: 'bob' },
} as const;

function lockOf(username: keyof typeof HOLDERS, more: Partial<Lock> = {}): Lock {
  return {
    key: lockKeyOf('volume', '1'),
    holder: HOLDERS[username],
    acquiredAt: NOW,
    renewedAt: NOW,
    expiresAt: null,
    leaseMs: null,
    fencingToken: 1,
    note: null,
    sessionId: null,
    isReserved: false,
    holdEndsAt: null,
    ...more,
  };
}

/** What the meters are told of these changes. */
function told(...changes: LockChange[]): unknown[] {
  const calls: unknown[] = [];
  measureChanges({
    passedOn: (waitedMs) => calls.push(['passedOn', waitedMs]),
    claimed: () => calls.push('claimed'),
    letGo: () => calls.push('letGo'),
    adopted: () => calls.push('adopted'),
  })(changes);
  return calls;
}

const reserved = lockOf('bob', { isReserved: true, sessionId: 'tab-1' });
const before = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);

it.each<[string, LockChange[], unknown[]]>([
  [
    'a lock passes to who waited for 90 s',
    [
      changeOf('RELEASED', lockOf('alice'), NOW, { actor: HOLDERS.alice }),
      changeOf('RESERVED', reserved, NOW, {
        previous: lockOf('alice'),
        waitingSince: before(90),
      }),
    ],
    [['passedOn', 90_000]],
  ],
  [
    'the clock of the database stepped back',
    [changeOf('RESERVED', reserved, NOW, { waitingSince: before(-1) })],
    [['passedOn', 0]],
  ],
  [
    'a reserved lock is claimed',
    [changeOf('RENEWED', lockOf('bob'), NOW, { previous: reserved })],
    ['claimed'],
  ],
  [
    'a reserved lock is claimed from another tab',
    [changeOf('TAKEN_OVER', lockOf('bob', { sessionId: 'tab-2' }), NOW, { previous: reserved })],
    ['claimed'],
  ],
  [
    'a reservation runs out and passes on',
    [
      changeOf('EXPIRED', reserved, NOW, {}),
      changeOf('RESERVED', lockOf('alice', { isReserved: true }), NOW, {
        previous: reserved,
        waitingSince: before(5),
      }),
    ],
    ['letGo', ['passedOn', 5_000]],
  ],
  ['a reservation is withdrawn', [changeOf('RELEASED', reserved, NOW, {})], ['letGo']],
  ['a reservation is removed by force', [changeOf('FORCE_REMOVED', reserved, NOW, {})], ['letGo']],
  [
    'a reservation is taken over',
    [changeOf('TAKEN_OVER', lockOf('alice'), NOW, { previous: reserved })],
    ['letGo'],
  ],
  [
    'a user adopts a lock',
    [
      changeOf('TAKEN_OVER', lockOf('bob', { sessionId: 'tab-2' }), NOW, {
        previous: lockOf('bob', { sessionId: 'tab-1' }),
      }),
    ],
    ['adopted'],
  ],
  [
    'a user who may override takes over their own lock',
    [
      changeOf('TAKEN_OVER', lockOf('bob'), NOW, {
        previous: lockOf('bob', { sessionId: 'tab-1' }),
      }),
    ],
    [],
  ],
  [
    'ordinary locks come and go',
    [
      changeOf('ACQUIRED', lockOf('alice'), NOW, {}),
      changeOf('RENEWED', lockOf('alice'), NOW, { previous: lockOf('alice') }),
      changeOf('WAITERS_CHANGED', reserved, NOW, { actor: HOLDERS.alice }),
      changeOf('TAKEN_OVER', lockOf('bob'), NOW, { previous: lockOf('alice') }),
      changeOf('EXPIRED', lockOf('bob'), NOW, {}),
    ],
    [],
  ],
])('%s', (_name, changes, expected) => {
  expect(told(...changes)).toEqual(expected);
});
