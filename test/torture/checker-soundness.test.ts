import { check } from './checker';
import { LEASE_MS } from './checker/history-builder';
import { idealHistory } from './checker/ideal-history';
import { type Call } from './history';
import { Random } from './random';

const SEEDS = Array.from({ length: 150 }, (_, seed) => seed + 1);

function historyOf(seed: number): Call[] {
  const random = new Random(seed);
  return idealHistory(random, Math.floor(random.between(5, 400)));
}

function violationsIn(calls: readonly Call[]): string[] {
  const { violations } = check(calls, { defaultLeaseMs: LEASE_MS });
  return violations.map(({ rule, message }) => `(${rule}) ${message}`);
}

/** Undoes the first removal over GraphQL: all later answers are as if it had never happened. */
function undoRemoval(calls: readonly Call[]): Call[] | undefined {
  const removal = calls.find(
    ({ outcome }) =>
      outcome.kind === 'definite' && outcome.answer.kind === 'removed' && outcome.answer.lock,
  );
  if (removal?.outcome.kind !== 'definite' || removal.outcome.answer.kind !== 'removed') return;
  const { lock } = removal.outcome.answer;
  if (!lock) return;
  const startMs = removal.endMs + 1;
  const ghost: Call = {
    ...removal,
    ...{ id: -1, user: 'eve', op: 'acquire', startMs, endMs: startMs + 1 },
    outcome: { kind: 'definite', status: 200, answer: { kind: 'conflict', lock } },
  };
  return [...calls, ghost];
}

describe('the checker, on generated histories of a service that keeps every rule', () => {
  it('never raises a false alarm, whatever happened to the calls without an answer', () => {
    const alarms = SEEDS.flatMap((seed) =>
      violationsIn(historyOf(seed)).map((alarm) => `seed ${seed}: ${alarm}`),
    );
    expect(alarms).toEqual([]);
  });

  it('detects a removed lock that reappears in every one of them', () => {
    const histories = SEEDS.flatMap((seed) => undoRemoval(historyOf(seed)) ?? []);
    expect(histories.length).toBeGreaterThan(0);
    const missed = SEEDS.filter((seed) => {
      const spoilt = undoRemoval(historyOf(seed));
      return spoilt && !violationsIn(spoilt).some((alarm) => alarm.startsWith('(c)'));
    });
    expect(missed).toEqual([]);
  });
});
