'use client';
// What `lock-gateway/react` exports.
export { LockBanner } from './banner/lock-banner';
export type { LockBannerProps } from './banner/lock-banner';
export { englishTexts } from './banner/banner-texts';
export type { LockBannerTexts, TimeText } from './banner/banner-texts';
export { LockProvider, useLockClient } from './lock-provider';
export type { LockProviderProps } from './lock-provider';
export { useLock } from './use-lock';
export type { LockActions, LockState, UseLockOptions, UseLockResult } from './use-lock';
export { useLockWatch } from './use-lock-watch';
export { useLocks } from './use-locks';
export type { WatchHookOptions } from './use-locks';
export type { RecordLocks } from './row-locks';
