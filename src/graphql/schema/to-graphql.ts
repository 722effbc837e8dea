import { type Caller, canOverrideLocks } from '../../domain/caller';
import { type LockableRecord as Holding, type LockSnapshot } from '../../domain/lock';
import { type LockKey } from '../../domain/lock-key';
import {
  type AcquireResult,
  type ForceRemoveResult,
  type Refused,
  type RemoveResult,
  type RenewResult,
  type TakeOverResult,
} from '../../domain/lock-result';
import {
  type LockAcquired,
  type LockConflict,
  type LockLost,
  type LockNotFound,
  type LockRemoved,
  type LockRenewed,
  type LockTakenOver,
} from './lock-result.type';
import { heldBy, lostBecause, notFoundBecause } from './lock-messages';
import { type Lock } from './lock.type';
import { type LockableRecord } from './lockable-record.type';

type Answers = {
  acquired: LockAcquired;
  heldByOther: LockConflict;
  renewed: LockRenewed;
  lost: LockLost;
  removed: LockRemoved;
  notFound: LockNotFound;
  takenOver: LockTakenOver;
};

type Result = Exclude<
  AcquireResult | RenewResult | RemoveResult | TakeOverResult | ForceRemoveResult,
  Refused
>;

/** The GraphQL result of each outcome. */
export function toGraphQL<R extends Result>(result: R, caller: Caller): Answers[R['kind']];
export function toGraphQL(result: Result, caller: Caller): Answers[keyof Answers] {
  const record = toGraphQLRecord(result.record, caller);
  switch (result.kind) {
    case 'acquired':
      return {
        kind: 'LockAcquired',
        record,
        lock: toGraphQLLock(result.lock, caller),
        created: result.created,
      };
    case 'heldByOther':
      return {
        kind: 'LockConflict',
        record,
        message: heldBy(result.lock),
        lock: toGraphQLLock(result.lock, caller),
      };
    case 'renewed':
      return { kind: 'LockRenewed', record, lock: toGraphQLLock(result.lock, caller) };
    case 'lost':
      return {
        kind: 'LockLost',
        record,
        message: lostBecause(result.lock, caller),
        currentLock: result.lock && toGraphQLLock(result.lock, caller),
      };
    case 'removed':
      return {
        kind: 'LockRemoved',
        record,
        previousHolder: result.lock.holder,
        fencingToken: result.lock.fencingToken,
      };
    case 'notFound':
      return { kind: 'LockNotFound', record, message: notFoundBecause(result.lock) };
    case 'takenOver':
      return {
        kind: 'LockTakenOver',
        record,
        lock: toGraphQLLock(result.lock, caller),
        previousHolder: result.previousHolder,
      };
    default:
      return result satisfies never;
  }
}

/** Distinguishes the ids of records from those of locks: some caches normalize by id alone. */
const RECORD_PREFIX = 'record:';

/** Routes are any text, so one could begin as the id of a record does; no other id has `%3A`. */
function toLockId({ id }: LockKey): string {
  return id.startsWith(RECORD_PREFIX) ? id.replace(':', '%3A') : id;
}

/** A record as one caller sees it. */
export function toGraphQLRecord({ key, lock }: Holding, caller: Caller): LockableRecord {
  return {
    id: RECORD_PREFIX + key.id,
    route: key.route,
    resourceId: key.resourceId,
    lock: lock && toGraphQLLock(lock, caller),
  };
}

/** A lock as one caller sees it. */
export function toGraphQLLock(lock: LockSnapshot, caller: Caller): Lock {
  const heldByMe = lock.holder.id === caller.id;
  return {
    id: toLockId(lock.key),
    route: lock.key.route,
    resourceId: lock.key.resourceId,
    holder: lock.holder,
    acquiredAt: lock.acquiredAt,
    renewedAt: lock.renewedAt,
    expiresAt: lock.expiresAt,
    expiresInMs: lock.expiresAt && Math.max(0, lock.expiresAt.getTime() - lock.asOf.getTime()),
    fencingToken: lock.fencingToken,
    note: lock.note,
    heldByMe,
    canTakeOver: !heldByMe && canOverrideLocks(caller),
  };
}
