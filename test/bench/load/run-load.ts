import { HttpConnection } from './http-connection';
import { LatencyHistogram } from './latency-histogram';
import { type LoadPlan, type LoadResult } from './load-plan';
import { createWorkload, type Workload } from './workload';

interface Tally {
  errors: number;
  firstError?: string;
}

/** Runs the warm-up, then the measured phase on the same connections; wrong answers are counted, not thrown. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const count = Math.max(plan.connections, plan.warmUpConnections ?? 0);
  const opened = await Promise.all(
    Array.from({ length: count }, () => HttpConnection.open(plan.port)),
  );
  const tally: Tally = { errors: 0 };
  const phase = async (
    prefix: string,
    connections: readonly HttpConnection[],
    until: LoadPlan['until'],
  ): Promise<LoadResult> => {
    const histogram = new LatencyHistogram();
    const workloads = connections.map((_, index) => createWorkload(plan, prefix, index));
    const startedAt = performance.now();
    let started = 0;
    const mayGoOn =
      'requests' in until
        ? () => started++ < until.requests
        : () => performance.now() - startedAt < until.measureMs;
    await Promise.all(
      connections.map((connection, index) =>
        drive({
          connection,
          workload: workloads[index]!,
          mayGoOn,
          histogram,
          tally,
        }),
      ),
    );
    return histogram.summarize(performance.now() - startedAt, tally.errors);
  };
  try {
    if (plan.warmUpMs > 0) await phase(`${plan.prefix}-w`, opened, { measureMs: plan.warmUpMs });
    const measured = opened.slice(0, plan.connections);
    return { ...(await phase(plan.prefix, measured, plan.until)), ...tally };
  } finally {
    for (const connection of opened) connection.close();
  }
}

interface Drive {
  connection: HttpConnection;
  workload: Workload;
  mayGoOn: () => boolean;
  histogram: LatencyHistogram;
  tally: Tally;
}

async function drive({ connection, workload, mayGoOn, histogram, tally }: Drive): Promise<void> {
  while (mayGoOn()) {
    const { request, isExpected } = workload();
    const sentAt = performance.now();
    try {
      const answer = await connection.send(request);
      histogram.record(performance.now() - sentAt);
      if (isExpected(answer)) continue;
      tally.errors++;
      tally.firstError ??= `${answer.status} ${answer.body.slice(0, 300)}`;
    } catch (error) {
      tally.errors++;
      tally.firstError ??= String(error);
      // A lost connection answers nothing more: going on would only count the same loss again.
      return;
    }
  }
}
