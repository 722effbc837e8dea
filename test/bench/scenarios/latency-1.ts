import { againstHandwritten } from './two-servers';

/** One caller, of servers that are as warm as in the other scenarios. */
export const LONE = { connections: 1, warmUpConnections: 64 };

/** New locks over REST on one connection: what a lone caller waits. */
export const latency1 = againstHandwritten('latency-1', 'rest-handwritten', {
  workload: 'rest-acquire',
  ...LONE,
});
