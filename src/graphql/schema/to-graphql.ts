import { type Caller } from '../../domain/caller';
import {
  type AcquiredMany,
  type AcquireResult,
  type CheckResult,
  type ForceRemoveResult,
  type Refused,
  type RemoveResult,
  type RenewResult,
  type RequestResult,
  type TakeOverResult,
} from '../../domain/lock-result';
import {
  type LockAcquired,
  type LockConflict,
  type LockHeld,
  type LockLost,
  type LockNotFound,
  type LockQueued,
  type LockRemoved,
  type LockRenewed,
  type LockTakenOver,
} from './lock-result.type';
import { heldBy, lostBecause, notFoundBecause } from './lock-messages';
import { type AcquireLocksPayload } from './acquire-locks.type';
import { toGraphQLLock, toGraphQLRecord } from './to-graphql-lock';

type Answers = {
  acquired: LockAcquired;
  heldByOther: LockConflict;
  queued: LockQueued;
  renewed: LockRenewed;
  held: LockHeld;
  lost: LockLost;
  removed: LockRemoved;
  notFound: LockNotFound;
  takenOver: LockTakenOver;
};

type Result = Exclude<
  | AcquireResult
  | RequestResult
  | RenewResult
  | CheckResult
  | RemoveResult
  | TakeOverResult
  | ForceRemoveResult,
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
        message: heldBy(result.lock, caller),
        lock: toGraphQLLock(result.lock, caller),
      };
    case 'queued':
      return {
        kind: 'LockQueued',
        record,
        position: result.position,
        lock: toGraphQLLock(result.lock, caller),
      };
    case 'renewed':
      return { kind: 'LockRenewed', record, lock: toGraphQLLock(result.lock, caller) };
    case 'held':
      return { kind: 'LockHeld', record, lock: toGraphQLLock(result.lock, caller) };
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

/** The result of an acquire of several records as the caller sees it. */
export function toPayload(
  { complete, acquired, conflicts }: AcquiredMany,
  caller: Caller,
): AcquireLocksPayload {
  const locks = [...acquired, ...conflicts];
  return {
    complete,
    acquired: acquired.map((lock) => toGraphQLLock(lock, caller)),
    conflicts: conflicts.map((lock) => toGraphQLLock(lock, caller)),
    records: locks.map((lock) => toGraphQLRecord({ key: lock.key, lock }, caller)),
  };
}
