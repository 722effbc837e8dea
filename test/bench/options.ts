import { parseArgs } from 'node:util';

/** What is measured: requests, or what subscribers are told. */
export type BenchMode = 'requests' | 'live';

/** How a run is to be done. */
export interface BenchOptions {
  mode: BenchMode;
  rounds: number;
  /** How long a server is loaded before its first measurement: Node compiles what is used for seconds. */
  firstWarmUpMs: number;
  /** How long before each further one. */
  warmUpMs: number;
  measureMs: number;
  only: string[];
  json: string | undefined;
  cpuProf: string | undefined;
}

/** Reads the command line; throws on what it does not know. */
export function parseOptions(args: string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      'cpu-prof': { type: 'string' },
    },
  });
  const [mode = 'requests', ...more] = positionals;
  if ((mode !== 'requests' && mode !== 'live') || more.length > 0)
    throw new Error(`There is no ${positionals.join(' ')}; say nothing, or live`);
  const rounds = Number(values.rounds ?? 5);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number > 0');
  return {
    mode,
    rounds,
    firstWarmUpMs: values.quick ? 4000 : 10_000,
    warmUpMs: values.quick ? 600 : 2000,
    measureMs: values.quick ? 1600 : 6000,
    only: values.only,
    json: values.json,
    cpuProf: values['cpu-prof'],
  };
}
