import { type LoadPlan } from './load/load-plan';
import { type BenchMongod } from './servers/mongod';
import { type Worker } from './servers/worker';
import { type BenchOptions } from './options';
import { type Row } from './rows';

/** What every scenario of one run shares. */
export interface Bench {
  options: BenchOptions;
  tempDir: string;
  mongod: BenchMongod;
  load: Worker<LoadPlan>;
  /** Prints one line for the reader. */
  report: (line: string) => void;
}

/** One comparison: starts its servers, measures them in turns, ends them. */
export interface Scenario {
  name: string;
  run: (bench: Bench) => Promise<Row[]>;
}
