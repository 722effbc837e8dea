import { spawnSync } from 'node:child_process';

// `npm run test:model -- 5000`: the same test with another number of runs.
const runs = process.argv[2] ?? '2000';
if (!/^\d+$/.test(runs)) {
  process.stderr.write('usage: npm run test:model -- <number of runs>\n');
  process.exit(2);
}
const { status } = spawnSync('npx', ['jest', 'test/model'], {
  stdio: 'inherit',
  env: { ...process.env, MODEL_RUNS: runs },
});
process.exit(status ?? 1);
