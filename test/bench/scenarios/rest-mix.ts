import { againstHandwritten } from './two-servers';

/** Acquire, re-acquire, conflict and remove in equal parts on 1,000 records by 50 users. */
export const restMix = againstHandwritten('rest-mix', 'rest-handwritten', { workload: 'rest-mix' });
