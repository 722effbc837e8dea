import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Scenario } from './bench-context';
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

const report = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const unknown = options.only.filter((name) => !SCENARIOS.some((s) => s.name === name));
  if (unknown.length > 0)
    throw new Error(
      `No scenario ${unknown.join(', ')}; there are ${SCENARIOS.map((s) => s.name).join(', ')}.`,
    );

  const tempDir = mkdtempSync(join(tmpdir(), 'lock-gateway-bench-'));
  process.on('exit', () => rmSync(tempDir, { recursive: true, force: true, maxRetries: 5 }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));

  const mongod = await startMongod(tempDir);
  const load = await startWorker<LoadPlan>('load/load-process.ts', { logDir: tempDir });
  const rows: Row[] = [];
  for (const scenario of SCENARIOS) {
    if (options.only.length > 0 && !options.only.includes(scenario.name)) continue;
    rows.push(...(await scenario.run({ options, tempDir, mongod, load, report })));
  }
  await load.stop();
  await mongod.stop();

  const ratios = computeRatios(rows);
  report(`\n${formatResult(rows, ratios)}`);
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ rows, ratios }, null, 2)}\n`);
  if (rows.some((row) => row.errors > 0)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
