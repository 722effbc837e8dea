'use client';
// What `lock-gateway/refine` exports.
export { lockLiveProvider } from './live-provider';
export type { LockLiveProviderOptions } from './live-provider';
export { useLock } from './use-lock';
export type { UseLockProps } from './use-lock';
export { useLocks } from './use-locks';
export type { UseLocksProps } from './use-locks';
