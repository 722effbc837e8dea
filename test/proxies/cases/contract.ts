import { isDeepStrictEqual } from 'node:util';
import { type ContractCase } from '../../contract/contract-case';
import { LOCK_CASES } from '../../contract/lock-cases';
import { ACCEPTED_NAME_CASES, NAME_CASES, REFUSED_NAME_CASES } from '../../contract/name-cases';
import { heldLocks, resetStore, runCase, type Way, WAYS } from '../../contract/run-case';
import { type Lane } from '../lane';

type AnyCase = Omit<ContractCase, 'held'> & Partial<Pick<ContractCase, 'held'>>;

const CASES: readonly AnyCase[] = [
  ...LOCK_CASES,
  ...REFUSED_NAME_CASES,
  ...ACCEPTED_NAME_CASES,
  ...NAME_CASES,
];

/** From one door to the other: so each case goes through both, and what one did the other sees. */
const CROSSING = WAYS.filter(({ first, then }) => first !== then);

/** Every contract case through the proxy, by both doors. */
export async function tryContract(lane: Lane): Promise<void> {
  for (const way of CROSSING) {
    const name = `${CASES.length} contract cases, ${way.first.name} then ${way.then.name}`;
    await lane.try(name, async () => {
      const problems: string[] = [];
      for (const contractCase of CASES) {
        const problem = await problemOf({ lane, way, contractCase });
        if (problem) problems.push(`[${contractCase.id}] ${problem}`);
      }
      return problems.length > 0 ? `${problems.length}: ${problems.join('; ')}` : undefined;
    });
  }
}

async function problemOf(options: {
  lane: Lane;
  way: Way;
  contractCase: AnyCase;
}): Promise<string | undefined> {
  const { lane, way, contractCase } = options;
  const { store, example: sender } = lane;
  try {
    const { seen, expected } = await runCase({ store, sender, way, contractCase });
    if (!isDeepStrictEqual(seen, expected)) return JSON.stringify(seen);
    if (contractCase.held === undefined) return undefined;
    const held = await heldLocks(store);
    return isDeepStrictEqual(held, contractCase.held) ? undefined : `held: ${JSON.stringify(held)}`;
  } catch (error) {
    return String(error);
  } finally {
    await resetStore(store);
  }
}
