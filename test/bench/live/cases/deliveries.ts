import { GATEWAY, startGateway } from '../../servers/gateway';
import { HANDWRITTEN, startPeer } from '../../servers/peer';
import { median } from '../../rows';
import { type LiveCase, type LiveRow } from '../live-bench';
import { reportErrors } from '../measure-latency';

const SUBSCRIBERS = 1_000;
/** How many changes are under way: the next one is made when all have been told of one. */
const WINDOW = 16;

/** How many events a second reach 1,000 who see all, here and from one execution for each subscriber. */
export const deliveries: LiveCase = {
  name: 'deliveries',
  async run(bench) {
    const { options, subscribers, report } = bench;
    const gateway = await startGateway(bench, 'live_deliveries');
    const naive = await startPeer(bench, 'graphql-handwritten', 'live_naive');
    const contestants = [
      { server: GATEWAY, port: gateway.port, readiness: 'snapshot' as const, first: 0 },
      { server: HANDWRITTEN, port: naive.port, readiness: 'pong' as const, first: 0 },
    ];
    const audience = { subscribers: SUBSCRIBERS };
    const seen = contestants.map((): { changes: number; events: number; errors: number }[] => []);
    for (let round = 0; round < options.rounds; round++) {
      for (const [index, contestant] of contestants.entries()) {
        const { server, port, readiness } = contestant;
        await subscribers.run('open', { port, audience, readiness });
        const saturate = async (durationMs: number): Promise<void> => {
          const { first } = contestant;
          const request = { port, first, window: WINDOW, durationMs };
          const told = await subscribers.run('saturate', request);
          contestant.first = told.end;
          const perSecond = 1000 / told.elapsedMs;
          seen[index]!.push({
            changes: (told.end - first) * perSecond,
            events: told.events * perSecond,
            errors: told.errors,
          });
          reportErrors(report, told.errors, told.firstError);
        };
        await saturate(round === 0 ? options.firstWarmUpMs : options.warmUpMs);
        const warmUp = seen[index]!.pop()!;
        await saturate(options.measureMs);
        const last = seen[index]!.at(-1)!;
        last.errors += warmUp.errors;
        report(
          `deliveries, round ${round + 1}, ${server}: ${last.events.toFixed(0)} events/s of ` +
            `${last.changes.toFixed(0)} changes/s`,
        );
        await subscribers.run('cut', null);
      }
    }
    await gateway.stop();
    await naive.stop();
    const rows = contestants.map(({ server }, index): LiveRow => {
      const rounds = seen[index]!;
      return {
        ...{ bench: 'deliveries', server, subscribers: SUBSCRIBERS },
        changesPerSecond: median(rounds.map(({ changes }) => changes)),
        deliveriesPerSecond: median(rounds.map(({ events }) => events)),
        errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
      };
    });
    const ratio = rows[0]!.deliveriesPerSecond / rows[1]!.deliveriesPerSecond;
    return {
      rows,
      figures: [{ name: 'deliveries_vs_handwritten', seen: ratio, target: { atLeast: 5 } }],
    };
  },
};
