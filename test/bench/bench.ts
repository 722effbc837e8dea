import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, type Scenario } from './bench-context';
import { formatLive, LIVE_CASES, runLive } from './live/run-live';
import { type LoadPlan } from './load/load-plan';
import { parseOptions } from './options';
import { formatResult } from './print-result';
import { computeRatios } from './ratios';
import { type Row } from './rows';
import { graphqlAcquire } from './scenarios/graphql-acquire';
import { latency1 } from './scenarios/latency-1';
import { locksPage, locksSame, lookupLatency1 } from './scenarios/lists';
import { locksLookup } from './scenarios/locks-lookup';
import { memory } from './scenarios/memory';
import { restAcquire } from './scenarios/rest-acquire';
import { restMix } from './scenarios/rest-mix';
import { startMongod } from './servers/mongod';
import { startWorker } from './servers/worker';

const SCENARIOS: Scenario[] = [
  restAcquire,
  restMix,
  graphqlAcquire,
  latency1,
  locksLookup,
  locksPage,
  locksSame,
  lookupLatency1,
  memory,
];

/** What a run gives: to read, and to keep. */
interface Outcome {
  text: string;
  json: object;
  errors: number;
}

const report = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const names = (options.mode === 'live' ? LIVE_CASES : SCENARIOS).map(({ name }) => name);
  const unknown = options.only.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`No scenario ${unknown.join(', ')}; there are ${names.join(', ')}.`);

  const tempDir = mkdtempSync(join(tmpdir(), 'lock-gateway-bench-'));
  process.on('exit', () => rmSync(tempDir, { recursive: true, force: true, maxRetries: 5 }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));

  const mongod = await startMongod(tempDir);
  const run = options.mode === 'live' ? measureLive : measureRequests;
  const { text, json, errors } = await run({ options, tempDir, mongod, report });
  await mongod.stop();

  report(`\n${text}`);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(json, null, 2)}\n`);
  if (errors > 0) process.exitCode = 1;
}

async function measureRequests(bench: Omit<Bench, 'load'>): Promise<Outcome> {
  const { options, tempDir } = bench;
  const load = await startWorker<LoadPlan>('load/load-process.ts', { logDir: tempDir });
  const rows: Row[] = [];
  for (const scenario of SCENARIOS) {
    if (options.only.length > 0 && !options.only.includes(scenario.name)) continue;
    rows.push(...(await scenario.run({ ...bench, load })));
  }
  await load.stop();
  const ratios = computeRatios(rows);
  return { text: formatResult(rows, ratios), json: { rows, ratios }, errors: errorsIn(rows) };
}

async function measureLive(bench: Omit<Bench, 'load'>): Promise<Outcome> {
  const { rows, figures } = await runLive(bench);
  return { text: formatLive(rows, figures), json: { rows, figures }, errors: errorsIn(rows) };
}

function errorsIn(rows: readonly { errors: number }[]): number {
  return rows.reduce((sum, { errors }) => sum + errors, 0);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
