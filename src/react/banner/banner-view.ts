import { type Lock } from '../../client/lock-types';
import { type LockState, type UseLockResult } from '../use-lock';
import { type LockBannerTexts } from './banner-texts';

/** A button: what it says, and what it does. */
export type Offer = readonly [label: string, run: () => unknown];

/** What a banner shows of a lock. */
export interface BannerView {
  /** What it says first; empty when there is nothing to say. */
  readonly text: string;
  /** True when whoever is typing has to know at once. */
  readonly isUrgent?: boolean;
  /** The lock of somebody, or of another tab, that stands in the way. */
  readonly obstacle?: Lock | null;
  readonly offer?: Offer | undefined;
}

/** What to show in each state; `onReload` loads the record anew. */
export function viewOf(
  lock: UseLockResult,
  texts: LockBannerTexts,
  onReload: (() => unknown) | undefined,
): BannerView {
  const edit: Offer = [texts.edit, lock.retry];
  const retry: Offer = [texts.retry, lock.retry];
  switch (lock.state) {
    case 'disabled':
      return { text: '' };
    case 'acquiring':
    case 'reserved':
      return { text: texts[lock.state] };
    case 'held':
      if (!lock.isInterrupted) return { text: texts.held };
      return {
        text: texts.interrupted,
        isUrgent: true,
        // What fails to load still counts as changed.
        offer: onReload && [
          texts.reload,
          async () => {
            await onReload();
            lock.acknowledge(lock.fencingToken);
          },
        ],
      };
    case 'waiting':
      return {
        text: texts.waiting(lock.lock.holder.username, lock.position, lock.lock.reserved),
        obstacle: lock.lock,
        offer: [texts.stopWaiting, lock.stopWaiting],
      };
    case 'heldByOther':
    case 'heldInOtherTab':
      if (lock.isFree) return { text: texts.free, offer: edit };
      return lock.state === 'heldInOtherTab'
        ? { text: texts.heldInOtherTab, obstacle: lock.lock, offer: [texts.adopt, lock.adopt] }
        : {
            text: texts.heldByOther(lock.lock.holder.username, lock.lock.reserved),
            obstacle: lock.lock,
            offer: [texts.wait, lock.wait],
          };
    case 'lost':
      return {
        text: texts.lost(lock.reason, lock.lock?.holder.username ?? null, lock.reasonGiven),
        isUrgent: true,
        obstacle: lock.lock,
        // Trying again finds the same lock for as long as somebody has it.
        offer: lock.lock ? [texts.wait, lock.wait] : retry,
      };
    case 'released':
      if (lock.fault) return { text: texts.fault(lock.fault), isUrgent: true, offer: retry };
      return {
        text: lock.reason === 'idle' ? texts.idle : texts.released,
        offer: lock.reason === 'closed' ? undefined : edit,
      };
    case 'offline':
      return { text: offlineText(lock, texts), isUrgent: lock.lastLock !== null, offer: retry };
  }
}

function offlineText(
  { fault, lastLock }: LockState & { readonly state: 'offline' },
  texts: LockBannerTexts,
): string {
  if (fault.kind === 'unauthenticated') return texts.signedOut;
  return lastLock ? texts.heldOffline : texts.offline;
}
