import fc from 'fast-check';
import { type Happening, type Life, livesOf, play } from './support/hold-model';

// Many lives, each of many steps: it computes, and waits for nothing.
jest.setTimeout(300_000);

const network = (thereMs: number, lost?: 'request'): Happening => ({
  kind: 'network',
  fate: { thereMs, backMs: 0, lost, answer: undefined },
});

const lifeThatLoses: Life = {
  happenings: [
    { kind: 'hold', wait: false, ttlSeconds: undefined },
    { kind: 'pass', ms: 2 },
    { kind: 'samTakesOver' },
    { kind: 'pass', ms: 10_000 },
  ],
  leaseMs: 10_000,
  random: 0,
};

it('never says held, and leaves no signal unfired, once somebody else could have the lock', async () => {
  const states = new Set<string>();
  await fc.assert(
    fc.asyncProperty(livesOf(40), async (life) => {
      for (const { state } of await play(life)) states.add(state);
    }),
    // What comes of chance does not always lose a lock in 60 lives.
    { numRuns: 60, examples: [[lifeThatLoses]] },
  );
  expect([...states].sort()).toEqual(
    expect.arrayContaining(['acquiring', 'held', 'heldByOther', 'lost', 'offline', 'waiting']),
  );
});

it('finds a short life in which that rule is broken when answers promise too much time', async () => {
  const tooLong = (ms: number): number => ms + 5_000;
  const { failed, counterexample } = await fc.check(
    fc.asyncProperty(livesOf(8), async (life) => {
      await play(life, { expiresInMs: tooLong });
    }),
    { numRuns: 300, seed: 7 },
  );
  expect(failed).toBe(true);
  expect(counterexample![0].happenings.length).toBeLessThanOrEqual(6);
});

it('a place in line that the page before asked for, and got when it was gone, is no other tab', async () => {
  const life = await play({
    happenings: [
      { kind: 'hold', wait: false, ttlSeconds: undefined },
      { kind: 'bobAcquires' },
      { kind: 'pass', ms: 2 },
      { kind: 'wait' },
      { kind: 'reload' },
    ],
    leaseMs: 10_000,
    random: 0,
  });
  expect(life.at(-1)).toMatchObject({ state: 'heldByOther', isFree: true });
});

it('is not offline for good when leaving the line fails at first', async () => {
  const life = await play({
    happenings: [
      { kind: 'hold', wait: false, ttlSeconds: undefined },
      { kind: 'bobAcquires' },
      { kind: 'pass', ms: 2 },
      { kind: 'wait' },
      { kind: 'network', fate: { thereMs: 5, backMs: 0, lost: 'request', answer: undefined } },
      { kind: 'stopWaiting' },
      { kind: 'pass', ms: 1_512 },
    ],
    leaseMs: 10_000,
    random: 0,
  });
  expect(life.map(({ state }) => state)).toContain('offline');
  expect(life.at(-1)!.state).not.toBe('offline');
});

it('takes what it was granted late, by a request that it had given up, for no other tab', async () => {
  const life = await play({
    happenings: [
      network(0, 'request'),
      { kind: 'hold', wait: false, ttlSeconds: undefined },
      network(11_503),
      { kind: 'pass', ms: 12_252 },
      { kind: 'bobAcquires' },
      { kind: 'adopt' },
    ],
    leaseMs: 10_000,
    random: 0.5,
  });
  expect(life.at(-1)).toMatchObject({ state: 'heldByOther', isFree: true });
});

it('does not free what a late move of the page before took from this one', async () => {
  const life = await play({
    happenings: [
      network(0, 'request'),
      { kind: 'hold', wait: false, ttlSeconds: undefined },
      { kind: 'adopt' },
      network(10_502),
      { kind: 'pass', ms: 45_000 },
      { kind: 'reload' },
    ],
    leaseMs: 10_000,
    random: 0,
  });
  expect(life.at(-1)!.state).toBe('held');
});

it('does not hold what it gives back when the page is left while it is tried again', async () => {
  const life = await play({
    happenings: [
      { kind: 'hold', wait: false, ttlSeconds: undefined },
      { kind: 'bobAcquires' },
      { kind: 'pass', ms: 9_980 },
      { kind: 'retry' },
      { kind: 'backAndForth' },
    ],
    leaseMs: 10_000,
    random: 0,
  });
  expect(life.at(-1)!.state).toBe('held');
});
