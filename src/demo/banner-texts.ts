import { type LockBannerTexts } from '../react/public';

/** The leases of the demo are so short that their ends say little. */
export const BANNER_TEXTS: Partial<LockBannerTexts> = {
  since: ({ clock }) => `Since ${clock}.`,
  until: () => 'Their page renews the lock while it is open.',
  waiting: (holder, position) =>
    position === 1
      ? `${holder} is editing this record. You are next.`
      : `${holder} is editing this record. You are number ${position} in line.`,
};
