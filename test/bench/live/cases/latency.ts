import { GATEWAY, startGateway } from '../../servers/gateway';
import { type Figure } from '../../ratios';
import { type LiveCase, type LiveRow } from '../live-bench';
import { type Audience } from '../load/audience';
import { measureLatency } from '../measure-latency';

interface Load {
  readonly name: string;
  readonly audience: Audience;
  readonly changesPerSecond: number;
  readonly p99AtMost: number;
}

const LOADS: readonly Load[] = [
  {
    name: '1k-of-50-at-100',
    audience: { subscribers: 1_000, recordsEach: 50 },
    ...{ changesPerSecond: 100, p99AtMost: 40 },
  },
  {
    name: '1k-of-all-at-20',
    audience: { subscribers: 1_000 },
    ...{ changesPerSecond: 20, p99AtMost: 80 },
  },
  {
    name: '1k-of-all-at-100',
    audience: { subscribers: 1_000 },
    ...{ changesPerSecond: 100, p99AtMost: 300 },
  },
  {
    name: '5k-of-all-at-5',
    audience: { subscribers: 5_000 },
    ...{ changesPerSecond: 5, p99AtMost: 400 },
  },
];

/** From the answer to a change to the last subscriber's event. */
export const latency: LiveCase = {
  name: 'latency',
  async run(bench) {
    const { options, subscribers } = bench;
    const gateway = await startGateway(bench, 'live_latency');
    const { port } = gateway;
    const rows: LiveRow[] = [];
    const figures: Figure[] = [];
    let first = 0;
    for (const { name, audience, changesPerSecond, p99AtMost } of LOADS) {
      await subscribers.run('open', { port, audience, readiness: 'snapshot' });
      const phase = { bench: name, server: GATEWAY, port, audience, changesPerSecond };
      const durationMs = rows.length === 0 ? options.firstWarmUpMs : options.warmUpMs;
      const warmed = await measureLatency(
        { subscribers, report: () => undefined },
        { ...phase, durationMs, first },
      );
      const { row, next } = await measureLatency(bench, {
        ...{ ...phase, durationMs: 3 * options.measureMs, first: warmed.next },
      });
      first = next;
      rows.push({ ...row, errors: row.errors + warmed.row.errors });
      figures.push({ name: `p99 ms of ${name}`, seen: row.p99!, target: { atMost: p99AtMost } });
      await subscribers.run('cut', null);
    }
    await gateway.stop();
    return { rows, figures };
  },
};
