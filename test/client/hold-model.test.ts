import fc from 'fast-check';
import { lives, play } from './support/hold-model';

it('never says held, and leaves no signal unfired, once somebody else could have the lock', async () => {
  const states = new Set<string>();
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      for (const { state } of await play(life)) states.add(state);
    }),
    { numRuns: 150 },
  );
  expect([...states].sort()).toEqual(
    expect.arrayContaining(['acquiring', 'held', 'heldByOther', 'lost', 'offline', 'waiting']),
  );
});

it('finds a short life in which that rule is broken when answers promise too much time', async () => {
  const tooLong = (ms: number): number => ms + 5_000;
  const { failed, counterexample } = await fc.check(
    fc.asyncProperty(lives, async (life) => void (await play(life, { expiresInMs: tooLong }))),
    { numRuns: 300, seed: 7 },
  );
  expect(failed).toBe(true);
  expect(counterexample![0].happenings.length).toBeLessThanOrEqual(6);
});
