import { median } from '../../rows';
import { GATEWAY, startGateway } from '../../servers/gateway';
import { type LiveCase, type LiveRow } from '../live-bench';
import { measureLatency } from '../measure-latency';

const SUBSCRIBERS = 1_000;
const CHANGES_PER_SECOND = 20;
/** All on the connection that is not read: so many events fill it within a second. */
const STALLED_SUBSCRIPTIONS = 100;

/** What one who does not read does to the others. */
export const slowReader: LiveCase = {
  name: 'slow-reader',
  async run(bench) {
    const { options, subscribers, report } = bench;
    const gateway = await startGateway(bench, 'live_slow_reader');
    const { port } = gateway;
    const audience = { subscribers: SUBSCRIBERS };
    const seen: Record<'alone' | 'beside', LiveRow[]> = { alone: [], beside: [] };
    let first = 0;
    for (let round = -1; round < options.rounds; round++) {
      for (const situation of ['alone', 'beside'] as const) {
        await subscribers.run('open', { port, audience, readiness: 'snapshot' });
        if (situation === 'beside') {
          const stalled = { subscribers: STALLED_SUBSCRIPTIONS };
          await subscribers.run('stall', { port, audience: stalled });
        }
        const { row, next } = await measureLatency(
          { subscribers, report: round < 0 ? () => undefined : report },
          {
            bench: `${situation === 'alone' ? 'without' : 'beside'} one who does not read`,
            ...{ server: GATEWAY, port, audience, changesPerSecond: CHANGES_PER_SECOND, first },
            durationMs: 2 * options.measureMs,
          },
        );
        first = next;
        if (round >= 0) seen[situation].push(row);
        await subscribers.run('cut', null);
      }
    }
    await gateway.stop();
    const rows = [seen.alone, seen.beside].map((rounds) => ({
      ...rounds[0]!,
      p50: median(rounds.map(({ p50 }) => p50!)),
      p99: median(rounds.map(({ p99 }) => p99!)),
      errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
    }));
    const ratio = rows[1]!.p99 / rows[0]!.p99;
    return {
      rows,
      figures: [{ name: 'p99_beside_slow_reader', seen: ratio, target: { atMost: 1.1 } }],
    };
  },
};
