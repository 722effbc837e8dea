import { mongo } from 'mongoose';
import { lockKeyOf } from '../../src/domain/lock-key';
import { type LockDocument, toDocument } from '../../src/storage/locks/lock-document';
import { lockOfAlice } from './lock-records';

const missing = Symbol('missing');

const WAITER = {
  user: { id: 'user-bob', username: 'bob' },
  since: new Date('2026-03-01T10:00:00.000Z'),
  placeEndsAt: new Date('2099-03-01T10:00:00.000Z'),
};

/** Held locks with one thing wrong each, as a manual edit or an import can leave them. */
export const DAMAGES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'no holder': { holder: missing },
  'a holder without a name': { holder: { id: 'user-alice' } },
  'a holder that is a list': { holder: [{ id: 'user-alice', username: 'alice' }] },
  'a holder with an endless id': { holder: { id: 'x'.repeat(50_000), username: 'alice' } },
  'an endless note': { note: 'x'.repeat(50_000) },
  'a holder with a number for an id': { holder: { id: 5, username: 'alice' } },
  'no route': { route: missing },
  'a number for a resource id': { resourceId: 5 },
  'the route of another record': { route: 'another' },
  'no token': { fencingToken: missing },
  'a token of 2^53': { fencingToken: 2 ** 53 },
  'a token that leaves no room for the next': { fencingToken: 4e15 },
  'a long token of 2^53': { fencingToken: mongo.Long.fromString('9007199254740992') },
  'a token as text': { fencingToken: '1767225600000' },
  'a token that is NaN': { fencingToken: NaN },
  'a token with a fraction': { fencingToken: 1.5 },
  'a negative token': { fencingToken: -1 },
  'an object for a note': { note: { text: 'hello' } },
  'a pattern that JavaScript does not have for a note': { note: new mongo.BSONRegExp('(?i)x') },
  'a time as text': { acquiredAt: '2026-03-01T10:00:00.000Z' },
  'no time of renewal': { renewedAt: missing },
  'a time that JavaScript cannot tell': {
    renewedAt: mongo.Long.fromString('9223372036854775807'),
  },
  'an expiry as text': { expiresAt: '2099-03-01T10:00:00.000Z' },
  'no expiry': { expiresAt: missing },
  'a negative lease': { leaseMs: -60_000 },
  'no lease': { leaseMs: missing },
  'an endless lease that is a number': { leaseMs: Infinity },
  'text for a revision': { revision: 'one' },
  'no revision': { revision: missing },
  'a session that is a number': { sessionId: 5 },
  'an endless session': { sessionId: 'x'.repeat(50_000) },
  'text for a reservation': { isReserved: 'yes' },
  'text for the end of the longest hold': { holdEndsAt: '2099-03-01T10:00:00.000Z' },
  'a version as text': { version: '1' },
  'a version of 2^53': { version: 2 ** 53 },
  'text for a line': { waiters: 'bob' },
  'a line that is an object': { waiters: { 0: { user: { id: 'user-bob', username: 'bob' } } } },
  'a line of texts': { waiters: ['bob'] },
  'a line with nobody': { waiters: [null] },
  'a waiter without a place': { waiters: [{ user: WAITER.user, since: WAITER.since }] },
  'a waiter with a number for an id': { waiters: [{ ...WAITER, user: { id: 5, username: 'b' } }] },
  'a waiter with an endless message': { waiters: [{ ...WAITER, message: 'x'.repeat(50_000) }] },
  'a line of fifty-one': { waiters: Array<unknown>(51).fill(WAITER) },
};

/** A held lock of alice without a lease on a volume, with something in it that is not as it should be. */
export function malformedLock(id: string, damage: Readonly<Record<string, unknown>>): LockDocument {
  const key = lockKeyOf('volume', id);
  const lock = lockOfAlice({ key, expiresAt: null, leaseMs: null });
  const document = {
    ...toDocument({ lock, status: 'held', endedAt: null, waiters: [] }, 1),
    ...damage,
  };
  const kept = Object.entries<unknown>(document).filter(([, value]) => value !== missing);
  return Object.fromEntries(kept) as unknown as LockDocument;
}
