import { type Lock } from '../../client/lock-types';
import { type LockState } from '../use-lock';
import { type LockBannerTexts } from './banner-texts';

/** What a banner says first. */
export interface BannerMessage {
  readonly text: string;
  /** True when whoever is typing has to know at once. */
  readonly isUrgent: boolean;
}

/** What to say of a lock; null when there is nothing to say. */
export function messageOf(lock: LockState, texts: LockBannerTexts): BannerMessage | null {
  const calm = (text: string): BannerMessage => ({ text, isUrgent: false });
  const urgent = (text: string): BannerMessage => ({ text, isUrgent: true });
  switch (lock.state) {
    case 'disabled':
      return null;
    case 'acquiring':
      return calm(texts.acquiring);
    case 'held':
      return lock.isInterrupted ? urgent(texts.interrupted) : calm(texts.held);
    case 'reserved':
      return calm(texts.reserved);
    case 'waiting':
      return calm(texts.waiting(lock.lock.holder.username, lock.position));
    case 'heldByOther':
      return calm(lock.isFree ? texts.free : texts.heldByOther(lock.lock.holder.username));
    case 'heldInOtherTab':
      return calm(lock.isFree ? texts.free : texts.heldInOtherTab);
    case 'lost':
      return urgent(texts.lost(lock.reason, lock.lock?.holder.username ?? null));
    case 'released':
      if (lock.fault !== null) return urgent(texts.fault(lock.fault));
      return calm(lock.reason === 'idle' ? texts.idle : texts.released);
    case 'offline':
      return lock.lastLock === null ? calm(texts.offline) : urgent(texts.heldOffline);
  }
}

/** The lock of somebody, or of another tab, that stands in the way; null when none does. */
export function obstacleOf(lock: LockState): Lock | null {
  if (lock.state === 'waiting' || lock.state === 'lost') return lock.lock;
  if (lock.state === 'heldByOther' || lock.state === 'heldInOtherTab') {
    return lock.isFree ? null : lock.lock;
  }
  return null;
}
