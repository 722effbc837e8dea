import { GATEWAY, startGateway } from '../../servers/gateway';
import { type LiveCase } from '../live-bench';
import { Changer } from '../load/changer';
import { percentile, reportErrors } from '../measure-latency';

const POLLERS = 1_000;
const CHANGES_PER_SECOND = 100;

/** What polling gives instead: 1,000 who ask for the locks of their 50 records every second. */
export const polling: LiveCase = {
  name: 'polling',
  async run({ options, subscribers, report, mongod, tempDir }) {
    const gateway = await startGateway({ options, mongod, tempDir }, 'live_polling');
    const { port } = gateway;
    const audience = { subscribers: POLLERS, recordsEach: 50 };
    const changer = await Changer.open(port, 0);
    const changeMs = options.firstWarmUpMs + 3 * options.measureMs;
    const durationMs = changeMs + 5_000;
    const startedAt = performance.now();
    const [polled] = await Promise.all([
      subscribers.run('poll', { port, audience, first: 0, durationMs }),
      changer.changeAtRate(CHANGES_PER_SECOND, changeMs),
    ]);
    const elapsedMs = performance.now() - startedAt;
    changer.close();
    await gateway.stop();
    const latencies = polled.seenAt.map(([number, at]) => at - changer.answeredAt.get(number)!);
    const errors = polled.errors + changer.errors;
    const unseen = changer.nextNumber - latencies.length;
    report(
      `polling: ${polled.polls} of ${(POLLERS * durationMs) / 1000} polls, ${polled.refused} of them ` +
        `refused; not all saw ${unseen} of ${changer.nextNumber} changes`,
    );
    reportErrors(report, errors, polled.firstError ?? changer.firstError);
    return {
      rows: [
        {
          ...{ bench: 'polling every second', server: GATEWAY, subscribers: POLLERS, errors },
          changesPerSecond: CHANGES_PER_SECOND,
          deliveriesPerSecond: ((latencies.length * POLLERS * 50) / 5_000 / elapsedMs) * 1000,
          p50: percentile(latencies, 0.5),
          p99: percentile(latencies, 0.99),
        },
      ],
      figures: [],
    };
  },
};
