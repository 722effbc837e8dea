import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { type ContractCase } from './contract-case';
import { LOCK_CASES } from './lock-cases';
import { ACCEPTED_NAME_CASES, NAME_CASES, REFUSED_NAME_CASES } from './name-cases';
import { addExpiredSession, heldLocks, resetStore, runCase, type Way, WAYS } from './run-case';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  await addExpiredSession(gateway);
});

afterAll(() => gateway.stop());

afterEach(() => resetStore(gateway));

describe.each(WAYS)('after $first.name, through $then.name', (way) => {
  it.each([...LOCK_CASES, ...REFUSED_NAME_CASES, ...ACCEPTED_NAME_CASES])(
    '$name [$id]',
    async (contractCase) => {
      await expectOutcome(way, contractCase);
      expect(await heldLocks(gateway)).toEqual(contractCase.held);
    },
  );

  it.each(NAME_CASES)('$name [$id]', (contractCase) => expectOutcome(way, contractCase));
});

async function expectOutcome(way: Way, contractCase: Omit<ContractCase, 'held'>): Promise<void> {
  const { seen, expected } = await runCase({ store: gateway, sender: gateway, way, contractCase });
  expect(seen).toEqual(expected);
}
