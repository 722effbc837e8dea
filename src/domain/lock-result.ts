import { type Permission } from './caller';
import { type LockableRecord, type LockSnapshot } from './lock';
import { type InputProblem } from './lock-key';
import { type LockPage } from './lock-page';
import {
  type Acquired,
  type Held,
  type HeldByOther,
  type Lost,
  type NotFound,
  type Queued,
  type Removed,
  type Renewed,
  type TakenOver,
  type Withdrawn,
} from './lock-outcome';

/** `permission` is the first one that the caller lacks. */
export type PermissionMissing = { kind: 'permissionMissing'; permission: Permission };
export type BadInput = { kind: 'badInput'; problem: InputProblem };

/** The caller already holds the maximum number of locks. */
export type QuotaExceeded = { kind: 'quotaExceeded'; maxLocks: number };

/** The outcomes of a use case that did not evaluate a lock. */
export type Refused = PermissionMissing | BadInput | QuotaExceeded;

/** An outcome with the record after it, both from the same read. */
export type OfRecord<Outcome> = Outcome & { record: LockableRecord };

export type AcquireResult = OfRecord<Acquired | HeldByOther> | Refused;
export type RenewResult = OfRecord<Renewed | Lost> | Refused;
export type CheckResult = OfRecord<Held | Lost> | Refused;
export type RemoveResult = OfRecord<Removed | NotFound | HeldByOther> | Refused;
export type TakeOverResult = OfRecord<TakenOver | NotFound> | Refused;
export type ForceRemoveResult = OfRecord<Removed | NotFound> | Refused;
export type RequestResult = OfRecord<Acquired | Queued> | Refused;
export type WithdrawResult = Withdrawn | Refused;
export type FindResult = { kind: 'found'; record: LockableRecord } | Refused;
export type FindAllResult = { kind: 'foundAll'; records: LockableRecord[] } | Refused;
export type ListResult = ({ kind: 'page' } & LockPage) | Refused;
export type AllRemoved = { kind: 'allRemoved'; count: number };
export type MeResult = { kind: 'me' } | Refused;

/**
 * The locks of several records. With `ALL` either `conflicts` or `acquired` is empty. `complete` is
 * true when the caller has every one that was asked for.
 */
export type AcquiredMany = {
  kind: 'acquiredMany';
  complete: boolean;
  acquired: LockSnapshot[];
  conflicts: LockSnapshot[];
};
export type AcquireManyResult = AcquiredMany | Refused;

/** The result of each item, in order; one that failed is rejected as a single call would be. */
export type OfEach<Result> = { results: PromiseSettledResult<Result>[] };
export type RenewManyResult = ({ kind: 'renewedMany' } & OfEach<RenewResult>) | Refused;
export type CheckManyResult = ({ kind: 'checkedMany' } & OfEach<CheckResult>) | Refused;
export type RemoveManyResult = ({ kind: 'removedMany' } & OfEach<RemoveResult>) | Refused;
