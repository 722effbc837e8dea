import { type Caller, canOverrideLocks } from '../domain/caller';
import { type LockSnapshot } from '../domain/lock';
import {
  type AcquireResult,
  type ForceRemoveResult,
  type Refused,
  type RemoveResult,
  type RenewResult,
  type TakeOverResult,
} from '../domain/lock-result';
import {
  type LockAcquired,
  type LockConflict,
  type LockLost,
  type LockNotFound,
  type LockRemoved,
  type LockRenewed,
  type LockTakenOver,
} from './lock-result.type';
import { type Lock } from './lock.type';

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

/** The GraphQL answer to each outcome; a new outcome must be given one. */
export function toGraphQL<R extends Result>(result: R, caller: Caller): Answers[R['kind']];
export function toGraphQL(result: Result, caller: Caller): Answers[keyof Answers] {
  switch (result.kind) {
    case 'acquired':
      return {
        kind: 'LockAcquired',
        lock: toGraphQLLock(result.lock, caller),
        created: result.created,
      };
    case 'heldByOther':
      return {
        kind: 'LockConflict',
        message: heldBy(result.lock),
        lock: toGraphQLLock(result.lock, caller),
      };
    case 'renewed':
      return { kind: 'LockRenewed', lock: toGraphQLLock(result.lock, caller) };
    case 'lost':
      return {
        kind: 'LockLost',
        message: result.lock ? `Lost: ${heldBy(result.lock)}` : 'Lost: the record is free.',
        currentLock: result.lock && toGraphQLLock(result.lock, caller),
      };
    case 'removed':
      return { kind: 'LockRemoved', lock: toGraphQLLock(result.lock, caller) };
    case 'notFound':
      return { kind: 'LockNotFound', message: 'There is no such lock.' };
    case 'takenOver':
      return {
        kind: 'LockTakenOver',
        lock: toGraphQLLock(result.lock, caller),
        previousHolder: result.previousHolder,
      };
    default:
      return result satisfies never;
  }
}

/** A lock as one caller sees it. */
export function toGraphQLLock(lock: LockSnapshot, caller: Caller): Lock {
  const heldByMe = lock.holder.id === caller.id;
  return {
    id: lock.key.id,
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

function heldBy(lock: LockSnapshot): string {
  const until = lock.expiresAt ? ` until ${lock.expiresAt.toISOString()}` : '';
  const since = lock.acquiredAt.toISOString();
  return `${lock.holder.username} holds this record since ${since}${until}.`;
}
