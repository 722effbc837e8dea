import { type LockSnapshot } from './lock';
import { type InputProblem } from './lock-key';
import {
  type Acquired,
  type HeldByOther,
  type Lost,
  type NotFound,
  type Removed,
  type Renewed,
  type TakenOver,
} from './lock-state';

export type PermissionMissing = { kind: 'permissionMissing' };
export type BadInput = { kind: 'badInput'; problem: InputProblem };

/** The caller holds as many locks as one user may. */
export type QuotaExceeded = { kind: 'quotaExceeded'; maxLocks: number };

/** What every use case may answer before it looks at a lock. */
export type Refused = PermissionMissing | BadInput | QuotaExceeded;

export type AcquireResult = Acquired | HeldByOther | Refused;
export type RenewResult = Renewed | Lost | Refused;
export type RemoveResult = Removed | NotFound | HeldByOther | Refused;
export type TakeOverResult = TakenOver | NotFound | Refused;
export type ForceRemoveResult = Removed | NotFound | Refused;
export type FindResult = { kind: 'found'; lock: LockSnapshot | undefined } | Refused;
export type ListResult =
  | { kind: 'page'; locks: LockSnapshot[]; hasNextPage: boolean; count: () => Promise<number> }
  | Refused;
export type AllRemoved = { kind: 'allRemoved'; count: number };
export type MeResult = { kind: 'me' } | Refused;
