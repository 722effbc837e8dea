// What `lock-gateway/operator` exports.
export { arrangeLocks } from './arrange-locks';
export type { LockFilter, LockOrder, LockOrderKey } from './arrange-locks';
export { changeLocks } from './change-locks';
export type { ChangeOptions, ChangeOutcome, LockChange } from './change-locks';
export { createLockHistory } from './lock-history';
export type { LockHistory, LockHistorySnapshot } from './lock-history';
export { createLockList } from './lock-list';
export type { LockList, LockListSnapshot, RunInFrame } from './lock-list';
