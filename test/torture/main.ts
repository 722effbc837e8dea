import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Rule } from './checker/violation';
import { dumpHistory } from './history';
import { countReasons, describeViolation, summarize } from './report';
import { runTorture } from './run-torture';

/** How many violations of each rule are shown with their calls. */
const SHOWN = 4;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      json: { type: 'string' },
      history: { type: 'string' },
      short: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  const seed = Number(values.seed);
  if (!(seconds > 0) || !Number.isInteger(seed)) {
    print('usage: torture [--seconds N] [--seed N] [--short] [--json FILE] [--history FILE]');
    return 2;
  }
  const run = await runTorture({ seconds, seed, isShort: values.short, log: print });
  const summary = summarize(run);
  const shown = new Map<Rule, number>();
  for (const violation of run.violations) {
    const count = (shown.get(violation.rule) ?? 0) + 1;
    shown.set(violation.rule, count);
    if (count > SHOWN) continue;
    print(describeViolation(violation, run.calls));
  }
  for (const [reason, count] of countReasons(run.calls)) print(`${count} x ${reason}`);
  print(`${run.staleReads} plain reads showed a grant that was over`);
  print(`load and faults took ${Math.round(run.loadMs)} ms`);
  print(JSON.stringify(summary, null, 2));
  if (values.json !== undefined) {
    mkdirSync(dirname(resolve(values.json)), { recursive: true });
    writeFileSync(values.json, `${JSON.stringify(summary)}\n`);
  }
  const file =
    values.history ??
    (run.violations.length > 0 ? join(tmpdir(), `torture-history-${seed}.jsonl`) : undefined);
  if (file !== undefined) {
    dumpHistory(file, run.calls);
    print(`history: ${file}`);
  }
  return run.violations.length > 0 ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(2);
  },
);
