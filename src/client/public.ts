// What `lock-gateway/client` exports.
export { createLockClient } from './create-lock-client';
export { LockNotHeld } from './held-lock';
export type { HeldLock, HoldOptions, HoldSnapshot, HoldState, LostReason } from './held-lock';
export type {
  CallOptions,
  GrantOptions,
  HistoryOf,
  LockClient,
  LockClientOptions,
  PageOptions,
} from './lock-client';
export { LockFault } from './lock-fault';
export type { LockFaultDetails, LockFaultKind } from './lock-fault';
export type * from './lock-types';
export type { LockWatch, WatchFilter, WatchSnapshot, WatchStatus } from './lock-watch';
