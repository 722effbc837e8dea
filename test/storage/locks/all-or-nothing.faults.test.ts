import {
  acquireSet,
  ALICE_WANTS,
  BOB_WANTS,
  partsOf,
  removeSet,
  serviceOn,
  SET_SIZE,
  standing,
} from '../../support/joint-load';
import { openTestStore } from '../../support/open-test-store';
import { ReplicaSet } from '../../support/system/replica-set';
import { waitUntil } from '../../support/wait-until';

jest.setTimeout(180_000);

const ROUNDS = 6;
const CALL_MS = 4_800;

let set: ReplicaSet;

beforeAll(async () => {
  set = await ReplicaSet.start();
});

afterAll(() => set.stop());

test('when the primary is killed in the middle, all of a set is there afterwards, or none', async () => {
  const [one, other] = [await openTestStore(set.uri), await openTestStore(set.uri)];
  const [first, second] = [serviceOn(one), serviceOn(other)];
  const kinds = new Set<string>();
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const primary = await set.waitForPrimary();
      const begunAt = performance.now();
      const asking = Promise.allSettled([
        acquireSet(first, ALICE_WANTS),
        acquireSet(second, BOB_WANTS),
      ]);
      // At another moment of the two transactions each time.
      const killAt = begunAt + 3 * round;
      while (performance.now() < killAt) await new Promise(setImmediate);
      await primary.kill();
      const answers = await asking;
      expect(performance.now() - begunAt).toBeLessThan(CALL_MS);
      const parts = await waitUntil({
        what: 'the recovery',
        withinMs: 30_000,
        ask: async () => partsOf(await standing(one)),
      });
      expect(parts.filter((part) => part !== 0 && part !== SET_SIZE)).toEqual([]);
      answers.forEach((answer, index) => {
        kinds.add(answer.status);
        if (answer.status === 'rejected') {
          expect(['Unavailable', 'Overloaded']).toContain((answer.reason as Error).name);
        } else if (answer.value.kind === 'acquiredMany') {
          expect(parts[index]).toBe(answer.value.complete ? SET_SIZE : 0);
        } else throw new Error(answer.value.kind);
      });
      primary.start();
      await primary.waitUntilUp();
      const removing = async (): Promise<true> => {
        await removeSet(first, ALICE_WANTS);
        await removeSet(second, BOB_WANTS);
        const left = await standing(one);
        if (left.length > 0) throw new Error(`${left.length} locks are left`);
        return true;
      };
      await waitUntil({ what: 'the clean-up', withinMs: 30_000, ask: removing });
    }
  } finally {
    await one.close();
    await other.close();
  }
  expect(kinds).toContain('rejected');
});
