import { againstHandwritten } from './two-servers';

/** New locks over REST on one connection: what a lone caller waits. */
export const latency1 = againstHandwritten('latency-1', 'rest-handwritten', {
  workload: 'rest-acquire',
  connections: 1,
});
