import { GATEWAY } from './servers/gateway';
import { HANDWRITTEN } from './servers/peer';
import { type Row } from './rows';

type Field = 'rps' | 'p50' | 'p99' | 'rssMib';

/** What a figure is meant to be. */
export type Target = { atLeast: number } | { atMost: number };

/** A figure beside its target; without one it is for the reader only. */
export interface Figure {
  readonly name: string;
  readonly seen: number;
  readonly target?: Target;
}

interface Ratio {
  name: string;
  bench: string;
  field: Field;
  of: string;
  over: string;
  target: Target;
}

const atLeast = (name: string, bench: string, over: string, least: number): Ratio => ({
  name,
  bench,
  field: 'rps',
  of: GATEWAY,
  over,
  target: { atLeast: least },
});

/** Every ratio of a run and what it is meant to reach. */
export const RATIOS: Ratio[] = [
  atLeast('rest_vs_handwritten', 'rest-acquire', HANDWRITTEN, 5),
  atLeast('rest_vs_etcd', 'rest-acquire', 'etcd', 1.2),
  atLeast('rest_vs_express_redis', 'rest-acquire', 'express-redis', 1),
  atLeast('rest_mix_vs_handwritten', 'rest-mix', HANDWRITTEN, 3.5),
  atLeast('graphql_vs_handwritten', 'graphql-acquire', HANDWRITTEN, 3.5),
  {
    name: 'rest_p99_vs_handwritten',
    bench: 'rest-acquire',
    field: 'p99',
    of: GATEWAY,
    over: HANDWRITTEN,
    target: { atMost: 0.5 },
  },
  {
    name: 'latency1_vs_handwritten',
    bench: 'latency-1',
    field: 'p50',
    of: GATEWAY,
    over: HANDWRITTEN,
    target: { atMost: 1.1 },
  },
  {
    name: 'locks_1m_vs_1k',
    bench: 'locks-lookup',
    field: 'p50',
    of: `${GATEWAY}, 1m stored`,
    over: `${GATEWAY}, 1k stored`,
    target: { atMost: 1.5 },
  },
  {
    name: 'rss_200k_vs_20k',
    bench: 'memory',
    field: 'rssMib',
    of: `${GATEWAY} after 200000`,
    over: `${GATEWAY} after 20000`,
    target: { atMost: 1.3 },
  },
];

/** The ratios that the rows of a run allow; absent where a server was not measured or gave a wrong answer. */
export function computeRatios(rows: Row[]): Record<string, number> {
  const ratios: Record<string, number> = {};
  for (const { name, bench, field, of, over } of RATIOS) {
    const value = (server: string): number | undefined =>
      rows.find((row) => row.bench === bench && row.server === server && row.errors === 0)?.[field];
    const [numerator, denominator] = [value(of), value(over)];
    if (numerator !== undefined && denominator) ratios[name] = numerator / denominator;
  }
  return ratios;
}
