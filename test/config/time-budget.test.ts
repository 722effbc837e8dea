import { TIME_BUDGET } from '../../src/config/time-budget';

/** Waiting items are held against their deadline this often, so they may be told that much later. */
const DEADLINE_CHECK_MS = 100;

const { callMs, lookUpMs, changeMs, beginFieldsMs, beginGrantMs, ...stages } = TIME_BUDGET;

it.each([
  ['a look-up and a change', lookUpMs + DEADLINE_CHECK_MS + changeMs + DEADLINE_CHECK_MS],
  ['a change of the last root field that is begun', beginFieldsMs + changeMs + DEADLINE_CHECK_MS],
  ['a look-up and the wait for a grant', lookUpMs + DEADLINE_CHECK_MS + beginGrantMs],
  ['two readiness checks', 2 * stages.pingMs],
  ['reading metrics', stages.countMs],
])('%s fit into a call', (_stages, ms) => {
  expect(ms).toBeLessThanOrEqual(callMs);
});

it('the parts of a stage fit into it', () => {
  expect(stages.whoAmIMs).toBeLessThanOrEqual(lookUpMs);
  expect(stages.keySetMs).toBeLessThanOrEqual(lookUpMs);
  expect(stages.commandMs).toBeLessThanOrEqual(changeMs);
});

it('a call is answered within the 5 s of the contract, with room for the way back', () => {
  expect(callMs).toBeLessThan(5_000);
});
