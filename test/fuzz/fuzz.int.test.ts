import { ensureBuilt } from '../support/built-gateway';
import { ReplicaSet } from '../support/system/replica-set';
import { fuzz, type FuzzResult } from './fuzz';
import { FAMILIES } from './hostile-call';
import { toText } from './report';

/** The same calls every time; `npm run test:fuzz` sends others. */
const SEED = 20;
const ROUND_SECONDS = 0.4;
/** Other tests take this machine's time as well. */
const PATIENCE_MS = 5_000;

let set: ReplicaSet;
let result: FuzzResult;

beforeAll(async () => {
  await ensureBuilt();
  set = await ReplicaSet.start({ size: 1 });
  result = await fuzz({
    ...{ mongodbUri: set.uri, directory: set.directory, seed: SEED, families: FAMILIES },
    ...{ seconds: 0, roundSeconds: ROUND_SECONDS },
    patienceMs: PATIENCE_MS,
  });
}, 120_000);
afterAll(() => set.stop());

it('beside hostile calls every rightful answer is right, in time and theirs, and nothing faults', () => {
  if (result.violations.length > 0) throw new Error(toText(result));
});

it('every family of hostile calls was sent beside rightful ones', () => {
  for (const family of FAMILIES) {
    expect(result.statuses.get(family)?.size).toBeGreaterThan(0);
    expect(result.beside.get(family)?.count).toBeGreaterThan(0);
  }
});
