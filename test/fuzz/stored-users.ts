import fc from 'fast-check';
import { mongo } from 'mongoose';
import { hashToken } from '../../src/identity/token-hash';
import { anyText, type HostileCall, jsonHeaders, whole } from './hostile-call';
import { HEX_ID, NUMERIC_ID } from './rightful-users';

/** A user document as a hand or an import may have left it. */
export type StoredUser = mongo.Document & { _id: unknown };

const SESSION_MS = 60 * 60_000;
const liveUntil = (): Date => new Date(Date.now() + SESSION_MS);
const tokenOfStored = (number: number): string => `stored-user-${number}`;

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, 5, Number.NaN, '', [], {}, [[]], { $numberLong: '5' }, new Date(0)),
  fc.constantFrom(mongo.Long.fromNumber(5), new mongo.Binary(Buffer.from('x')), new mongo.MinKey()),
  anyText,
);
const permissions = fc.oneof(
  fc.constant<unknown>(['manage-locks']),
  fc.constant<unknown>(['manage-locks', null, { name: 'x' }, ['override-locks'], 1]),
  odd,
);
const username = fc.oneof(
  odd,
  fc.constant<unknown>({ first: 'a' }),
  fc.integer({ min: 1, max: 100_000 }).map((n): unknown => 'n'.repeat(n)),
);
const session = (number: number): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc
      .constant(0)
      .map(() => ({ tokenHash: hashToken(tokenOfStored(number)), expiresAt: liveUntil() })),
    odd.map((expiresAt) => ({ tokenHash: hashToken(tokenOfStored(number)), expiresAt })),
    odd.map((tokenHash) => ({ tokenHash, expiresAt: liveUntil() })),
    odd,
  );
const manySessions = (number: number): unknown[] => [
  ...Array.from({ length: 10_000 }, (_, n) => ({
    tokenHash: hashToken(`${number}-${n}`),
    expiresAt: new Date(liveUntil().getTime() + n),
  })),
  { tokenHash: hashToken(tokenOfStored(number)), expiresAt: liveUntil() },
];

/** A user whose document may have any fault but one: the token is that of `number`. */
export function storedUser(number: number): fc.Arbitrary<StoredUser> {
  return fc
    .record(
      {
        username,
        permissions,
        sessions: fc.oneof(
          { weight: 3, arbitrary: fc.array(session(number), { maxLength: 4 }) },
          { weight: 1, arbitrary: odd },
        ),
      },
      { requiredKeys: [] },
    )
    .map((fields) => ({ _id: new mongo.ObjectId(), ...fields }));
}

/** Well-formed users that are to be told from others all the same, or that are large. */
export function rivals(first: number): StoredUser[] {
  const user = (number: number, _id: unknown, sessions?: unknown[]): StoredUser => ({
    _id,
    username: HOSTILE_RIVAL,
    permissions: ['manage-locks'],
    sessions: sessions ?? [{ tokenHash: hashToken(tokenOfStored(number)), expiresAt: liveUntil() }],
  });
  return [
    user(first, Number(NUMERIC_ID)),
    user(first + 1, new mongo.ObjectId(HEX_ID)),
    user(first + 2, 'user-of-ten-thousand-sessions', manySessions(first + 2)),
  ];
}

const HOSTILE_RIVAL = 'rival';
/** How many there are. */
const RIVALS = 3;

const DOCUMENTS = [
  'mutation { removeMyLocks }',
  '{ locks(mine: true) { nodes { id holder { username } } } }',
  'mutation { acquireLock(route: "stored", id: 1) { ... on LockConflict { message } } }',
];

/** Calls with the tokens of stored users; what is wrong with a document may be answered to them alone. */
export function storedUserCalls(count: number): fc.Arbitrary<HostileCall> {
  return fc
    .tuple(
      // The rivals come last, and as often as all others.
      fc.oneof(fc.nat({ max: count - 1 }), fc.integer({ min: count - RIVALS, max: count - 1 })),
      fc.constantFrom('rest', 'remove', ...DOCUMENTS),
    )
    .map(([number, what]): HostileCall => {
      const isRest = what === 'rest' || what === 'remove';
      const body = JSON.stringify(
        isRest ? { route: 'stored', id: String(number) } : { query: what },
      );
      const headers = jsonHeaders({ cookie: `refreshToken=${tokenOfStored(number)}`, body });
      const [method, target] =
        what === 'remove' ? ['DELETE', '/admin/remove-lock'] : ['POST', '/admin/lock'];
      return {
        family: 'storedUsers',
        pieces: whole(
          isRest
            ? { method, target, headers, body }
            : { method: 'POST', target: '/graphql', headers, body },
        ),
        owed: { isAnswered: true, mayBeNotFound: isRest, mayFault: true },
      };
    });
}
