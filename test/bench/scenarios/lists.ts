import { LONE } from './latency-1';
import { againstHandwritten } from './two-servers';

/** What panels ask every few seconds comes from fewer connections than a burst of acquires. */
export const LISTS = { connections: 32 };

/** The first 50 of the caller's own locks on a route, with 100 of each of 50 users stored. */
export const locksPage = againstHandwritten('locks-page', 'graphql-handwritten', {
  workload: 'locks-page',
  stored: 5000,
  ...LISTS,
});

/** Everybody asks for the first 50 locks of one route. */
export const locksSame = againstHandwritten('locks-same', 'graphql-handwritten', {
  workload: 'locks-same',
  stored: 5000,
  ...LISTS,
});

/** The locks query by 50 ids on one connection: what a lone caller waits. */
export const lookupLatency1 = againstHandwritten('lookup-latency-1', 'graphql-handwritten', {
  workload: 'locks-lookup',
  stored: 1000,
  ...LONE,
});
