import { parseArgs } from 'node:util';
import { ensureBuilt } from '../support/built-gateway';
import { runMain } from '../support/run-main';
import { ReplicaSet } from '../support/system/replica-set';
import { fuzz } from './fuzz';
import { FAMILIES } from './hostile-call';
import { toText } from './report';

const ROUND_SECONDS = 2;
const PATIENCE_MS = 100;

/**
 * `npm run test:fuzz -- 30` sends hostile calls beside rightful users for so many seconds; with
 * `--seed` the same calls as a run before, with `--family` (as often as wanted) one kind of them.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, family: { type: 'string', multiple: true } },
  });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const families = values.family
    ? FAMILIES.filter((family) => values.family!.includes(family))
    : FAMILIES;
  await ensureBuilt();
  const set = await ReplicaSet.start({ size: 1 });
  try {
    process.stdout.write(`seed ${seed}\n`);
    const result = await fuzz({
      ...{ seed, families, mongodbUri: set.uri, directory: set.directory },
      ...{ seconds: Number(positionals[0] ?? 30), roundSeconds: ROUND_SECONDS },
      patienceMs: PATIENCE_MS,
    });
    process.stdout.write(toText(result));
    return result.violations.length === 0 ? 0 : 1;
  } finally {
    await set.stop();
  }
}

runMain(main);
