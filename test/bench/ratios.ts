import { GATEWAY } from './servers/gateway';
import { HANDWRITTEN } from './servers/peer';
import { median, type Row } from './rows';

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

const atMost = (name: string, bench: string, over: string, most: number): Ratio => ({
  name,
  bench,
  field: 'p50',
  of: GATEWAY,
  over,
  target: { atMost: most },
});

const LOOKUP_1K = `${GATEWAY}, 1k stored`;

/** Every ratio of a run and what it is meant to reach. */
export const RATIOS: Ratio[] = [
  atLeast('rest_vs_handwritten', 'rest-acquire', HANDWRITTEN, 6.5),
  atLeast('rest_vs_etcd', 'rest-acquire', 'etcd', 1.3),
  atLeast('rest_vs_express_redis', 'rest-acquire', 'express-redis', 1.2),
  atLeast('rest_mix_vs_handwritten', 'rest-mix', HANDWRITTEN, 4.5),
  atLeast('graphql_vs_handwritten', 'graphql-acquire', HANDWRITTEN, 6),
  { ...atLeast('locks_lookup_vs_handwritten', 'locks-lookup', HANDWRITTEN, 3), of: LOOKUP_1K },
  atLeast('locks_page_vs_handwritten', 'locks-page', HANDWRITTEN, 3),
  atLeast('locks_same_vs_handwritten', 'locks-same', HANDWRITTEN, 5),
  { ...atMost('rest_p99_vs_handwritten', 'rest-acquire', HANDWRITTEN, 0.3), field: 'p99' },
  atMost('latency1_vs_handwritten', 'latency-1', HANDWRITTEN, 1.05),
  atMost('lookup_latency1_vs_handwritten', 'lookup-latency-1', HANDWRITTEN, 1),
  { ...atMost('locks_1m_vs_1k', 'locks-lookup', LOOKUP_1K, 1.3), of: `${GATEWAY}, 1m stored` },
  {
    ...atMost('rss_2m_vs_200k', 'memory', `${GATEWAY} after 200000`, 1.2),
    field: 'rssMib',
    of: `${GATEWAY} after 2000000`,
  },
];

/**
 * The ratios that the rows of a run allow; absent where a server was not measured or gave a wrong answer.
 * Each is the median of those of the rounds, in which the servers were measured within seconds.
 */
export function computeRatios(rows: Row[]): Record<string, number> {
  const ratios: Record<string, number> = {};
  for (const { name, bench, field, of, over } of RATIOS) {
    const rowOf = (server: string): Row | undefined =>
      rows.find((row) => row.bench === bench && row.server === server && row.errors === 0);
    const [ours, others] = [rowOf(of), rowOf(over)];
    const ratio = ours && others ? median(ratiosOf(field, ours, others)) : NaN;
    if (Number.isFinite(ratio)) ratios[name] = ratio;
  }
  return ratios;
}

function ratiosOf(field: Field, ours: Row, others: Row): number[] {
  const figuresOf = (row: Row): (number | undefined)[] =>
    field === 'rssMib' ? [row.rssMib] : (row.rounds ?? [row]).map((round) => round[field]);
  const otherFigures = figuresOf(others);
  return figuresOf(ours).map((figure, round) => (figure ?? NaN) / (otherFigures[round] ?? NaN));
}
