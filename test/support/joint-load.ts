import { type Caller } from '../../src/domain/caller';
import { type LockSnapshot } from '../../src/domain/lock';
import { type LockKey, lockKeyOf } from '../../src/domain/lock-key';
import { type AcquireManyResult } from '../../src/domain/lock-result';
import { LockService } from '../../src/domain/lock-service';
import { type TestStore } from './open-test-store';
import { untilAnswered } from './until-answered';

/** How many records one user wants together. */
export const SET_SIZE = 40;
const ROUTE = 'bulk';

/** A user with an own part of the records, half of which the other user wants too. */
export interface BulkUser {
  readonly caller: Caller;
  readonly ids: readonly string[];
}

function bulkUser(username: string, numbers: readonly number[]): BulkUser {
  const caller = { id: `user-${username}`, username, permissions: ['manage-locks'] };
  return { caller, ids: numbers.map((number) => String(number).padStart(3, '0')) };
}

const numbers = (from: number): number[] =>
  Array.from({ length: SET_SIZE }, (_, index) => from + index);

/** Two users whose sets overlap by half, in opposite orders. */
export const ALICE_WANTS = bulkUser('alice', numbers(0));
export const BOB_WANTS = bulkUser('bob', numbers(SET_SIZE / 2).reverse());
/** Wants single records of both, one after the other. */
export const EVE: Caller = {
  ...{ id: 'user-eve', username: 'eve' },
  permissions: ['manage-locks'],
};

/** The key of a record that both users want. */
export function sharedKey(index: number): { kind: 'key'; key: LockKey } {
  return keyOf(String(SET_SIZE / 2 + index).padStart(3, '0'));
}

function keyOf(id: string): { kind: 'key'; key: LockKey } {
  return { kind: 'key', key: lockKeyOf(ROUTE, id) };
}

/** The use cases on one store. */
export function serviceOn({ store }: TestStore): LockService {
  return new LockService({ store, defaultLeaseMs: 60 * 60_000 });
}

/** Asks for all that the user wants. */
export function acquireSet(service: LockService, user: BulkUser): Promise<AcquireManyResult> {
  return service.acquireMany(user.caller, { items: user.ids.map(keyOf), mode: 'ALL' });
}

/** Removes all that the user has, however slow the database is. */
export function removeSet(service: LockService, user: BulkUser): Promise<void> {
  const items = user.ids.map((id) => ({ key: keyOf(id) }));
  return untilAnswered(async () => {
    const answer = await service.removeMany(user.caller, { items });
    if (answer.kind !== 'removedMany') throw new Error(answer.kind);
    for (const result of answer.results) if (result.status === 'rejected') throw result.reason;
  });
}

/** The locks that stand, in one read. */
export function standing(opened: TestStore): Promise<LockSnapshot[]> {
  return opened.store.list({ filter: { route: ROUTE }, limit: 200 });
}

/** How many of its set each user has. */
export function partsOf(locks: readonly LockSnapshot[]): number[] {
  return [ALICE_WANTS, BOB_WANTS].map(
    ({ caller }) => locks.filter(({ holder }) => holder.id === caller.id).length,
  );
}
