import fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import { checkAnswer, type ModelCall, type ModelLock, newModelLock } from './lock-model';
import { type LockWorld, openLockWorld } from './lock-world';

/** One step: a burst of calls that are all sent at once, or the passing of time. */
type Step =
  | { readonly kind: 'burst'; readonly calls: readonly ModelCall[] }
  | { readonly kind: 'expire' | 'sweep'; readonly key: number }
  | { readonly kind: 'mark' };

const KEYS = 3;
const key = fc.nat({ max: KEYS - 1 });

const call: fc.Arbitrary<ModelCall> = fc.record({
  kind: fc.constantFrom(
    'acquire',
    'acquire',
    'renew',
    'renew',
    'remove',
    'takeOver',
    'forceRemove',
  ),
  user: fc.constantFrom('alice', 'bob', 'sam'),
  key,
  ttlSeconds: fc.constantFrom(undefined, undefined, 10, 60, 86_400),
  note: fc.constantFrom(undefined, undefined, '', 'back at 15:00'),
  token: fc.constantFrom('current', 'current', 'current', 'older', 'none'),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: burst(1) },
  { weight: 2, arbitrary: burst(64) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('expire', 'sweep'), key }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'mark' }) },
);

function burst(maxLength: number): fc.Arbitrary<Step> {
  return fc
    .array(call, { minLength: 1, maxLength })
    .map((calls) => ({ kind: 'burst', calls }) as const);
}

/**
 * Runs generated sequences against the real store and the model, and compares every answer. Calls
 * of one burst are sent at once; those on one key take effect in the order they were made, so the
 * model predicts each answer. Rejects with the shrunk sequence that failed.
 */
export async function checkModel(
  uri: string,
  runs: number,
): Promise<{ calls: number; outcomes: ReadonlyMap<string, number> }> {
  const world = await openLockWorld(uri);
  const outcomes = new Map<string, number>();
  let calls = 0;
  let run = 0;
  const note = (kind: string): void => {
    calls += 1;
    outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
  };
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const route = `run-${(run += 1)}`;
        const model = Array.from({ length: KEYS }, newModelLock);
        for (const one of steps) await take({ world, route, model, step: one, note });
      }),
      { numRuns: runs },
    );
  } finally {
    await world.close();
  }
  return { calls, outcomes };
}

async function take(parts: {
  world: LockWorld;
  route: string;
  model: ModelLock[];
  step: Step;
  note: (kind: string) => void;
}): Promise<void> {
  const { world, route, model, step } = parts;
  if (step.kind === 'mark') return world.mark();
  if (step.kind === 'burst') {
    const tokens = step.calls.map((one) => tokenInHand(model[one.key]!, one));
    const answers = await Promise.all(
      step.calls.map((one, index) => world.call(one, route, tokens[index]!)),
    );
    answers.forEach((answer, index) => {
      const one = step.calls[index]!;
      parts.note(answer.kind);
      const before = JSON.stringify(model[one.key]);
      try {
        checkAnswer(model[one.key]!, one, tokens[index]!, answer);
      } catch (error) {
        const said = `${JSON.stringify(one)} with token ${tokens[index]} on ${before}`;
        throw new Error(
          `${said}: expected ${(error as Error).message}, but got: ${JSON.stringify(answer)}`,
          { cause: error },
        );
      }
    });
    return;
  }
  const lock = model[step.key]!;
  if (step.kind === 'expire') {
    if (lock.state !== 'held') return;
    await world.expire(route, step.key);
    lock.state = 'expired';
  } else if (lock.state !== 'held' && lock.isRemembered) {
    await world.sweep(route, step.key);
    // The real sweep comes a day later; here the clock has to pass the tokens of a busy moment.
    while (Date.now() <= lock.largestToken) await delay(1);
    // Only its tokens are remembered: they must keep rising.
    Object.assign(lock, newModelLock(), { largestToken: lock.largestToken, token: lock.token });
  }
}

function tokenInHand(lock: ModelLock, { token }: ModelCall): number {
  return token === 'older' ? lock.olderToken : lock.token;
}
