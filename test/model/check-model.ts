import fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import { checkAnswer, type ModelCall, noteToken } from './lock-model';
import { keyOf, LockWorld, type ManyCall } from './lock-world';
import { checkMany } from './many-model';
import { type ModelLock, newModelLock, RESERVATION_MS, settle } from './model-lock';

/** One step: a burst of calls that are all sent at once, or something that time brings. */
type Step =
  | { readonly kind: 'burst'; readonly calls: readonly ModelCall[] }
  | ({ readonly kind: 'many' } & ManyCall)
  | { readonly kind: 'expire' | 'overstay' | 'sweep'; readonly key: number }
  | { readonly kind: 'forget'; readonly key: number; readonly user: string }
  | { readonly kind: 'stepClock'; readonly stepMs: number }
  | { readonly kind: 'mark' };

const KEYS = 3;
// Uneven, so that a sequence often comes back to the same lock and holder.
const key = fc.constantFrom(0, 0, 0, 1, KEYS - 1);
const user = fc.constantFrom('alice', 'alice', 'alice', 'bob', 'bob', 'sam', 'eve');
const sessionId = fc.constantFrom(undefined, undefined, 'tab-1', 'tab-2');
const maxHoldMs = fc.constantFrom(null, null, 60_000, 3_600_000);

const call: fc.Arbitrary<ModelCall> = fc.record({
  kind: fc.constantFrom(
    ...(['acquire', 'acquire', 'renew', 'renew', 'remove', 'takeOver', 'forceRemove'] as const),
    ...(['request', 'request', 'request', 'withdraw'] as const),
  ),
  ...{ user, key, sessionId, maxHoldMs },
  ttlSeconds: fc.constantFrom(undefined, undefined, 10, 60, 86_400),
  note: fc.constantFrom(undefined, undefined, '', 'back at 15:00'),
  token: fc.constantFrom('current', 'current', 'current', 'older', 'none'),
  adopt: fc.constantFrom(false, false, true),
});

const many: fc.Arbitrary<Step> = fc
  .record({
    ...{ user, sessionId, maxHoldMs },
    keys: fc.array(key, { minLength: 1, maxLength: 4 }),
    mode: fc.constantFrom('ALL', 'AVAILABLE'),
  })
  .map((asked) => ({ kind: 'many', ...asked }) as const);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: burst(1) },
  { weight: 2, arbitrary: burst(64) },
  { weight: 2, arbitrary: many },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('expire', 'overstay', 'overstay', 'sweep'), key }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget'), key, user }) },
  {
    weight: 1,
    // Less than the shortest lease, so that nothing but these steps lets a lease run out.
    arbitrary: fc.record({
      kind: fc.constant('stepClock'),
      stepMs: fc.constantFrom(-4_000, 0, 3_000),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'mark' }) },
);

function burst(maxLength: number): fc.Arbitrary<Step> {
  return fc
    .array(call, { minLength: 1, maxLength })
    .map((calls) => ({ kind: 'burst', calls }) as const);
}

/**
 * Runs generated sequences against the real store and the model, and compares every answer and all
 * that is recorded. Calls of one burst are sent at once; those on one key take effect in the order
 * they were made, so the model predicts each answer. Rejects with the shrunk sequence that failed.
 */
export async function checkModel(
  uri: string,
  runs: number,
): Promise<{ calls: number; outcomes: ReadonlyMap<string, number> }> {
  const world = await LockWorld.open(uri);
  const outcomes = new Map<string, number>();
  let calls = 0;
  let run = 0;
  const note = (kind: string): void => {
    calls += 1;
    outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
  };
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 18, size: 'max' }),
        async (steps) => {
          const route = `run-${(run += 1)}`;
          const model = Array.from({ length: KEYS }, newModelLock);
          world.clock.reset();
          for (const one of steps) {
            await take({ world, route, model, note }, one);
            await checkStored(world, route, model);
          }
        },
      ),
      { numRuns: runs },
    );
  } finally {
    await world.close();
  }
  return { calls, outcomes };
}

interface Parts {
  readonly world: LockWorld;
  readonly route: string;
  readonly model: ModelLock[];
  readonly note: (kind: string) => void;
}

async function take(parts: Parts, step: Step): Promise<void> {
  const { world, route, model } = parts;
  switch (step.kind) {
    case 'burst':
      return sendAll(parts, step.calls);
    case 'many': {
      const seen = await world.acquireMany(step, route);
      parts.note(`${step.mode} ${seen.complete ? 'complete' : 'incomplete'}`);
      return explained(step, model, seen, () => checkMany(model, step, seen));
    }
    case 'stepClock':
      world.clock.step(step.stepMs);
      return;
    case 'mark':
      return mark(parts);
    case 'forget': {
      const waiter = model[step.key]!.line.find((one) => one.user === step.user);
      if (waiter) waiter.endsAtMs = await world.forget(route, step.key, step.user);
      return;
    }
    case 'expire':
    case 'overstay': {
      const lock = model[step.key]!;
      const isHeldTooLong = step.kind === 'overstay';
      if (lock.state !== 'held' || (isHeldTooLong && lock.isReserved)) return;
      lock.expiresAtMs = await world.expire(route, step.key, isHeldTooLong);
      if (isHeldTooLong) lock.holdEndsAtMs = lock.expiresAtMs;
      return;
    }
    case 'sweep': {
      const lock = model[step.key]!;
      const stored = lock.isRemembered && (await world.stored(route, step.key));
      if (!stored || stored.status === 'held') return;
      const isClockFarBehind = Date.now() + world.clock.stepMs < lock.largestToken - 100;
      if (isClockFarBehind) return;
      await world.sweep(route, step.key);
      world.clock.keep();
      // The real sweep comes a day later; here the clock has to pass the tokens of a busy moment.
      while (Date.now() + world.clock.stepMs <= lock.largestToken) await delay(1);
      // Only its tokens and what was recorded are remembered: tokens must keep rising.
      const { largestToken, token, changes } = lock;
      Object.assign(lock, newModelLock(), { largestToken, token, changes });
      return;
    }
  }
}

async function sendAll(parts: Parts, calls: readonly ModelCall[]): Promise<void> {
  const { world, route, model } = parts;
  const tokens = calls.map((one) => tokenInHand(model[one.key]!, one));
  const answers = await Promise.all(
    calls.map((one, index) => world.call(one, route, tokens[index]!)),
  );
  answers.forEach((answer, index) => {
    const one = calls[index]!;
    parts.note(answer.kind);
    const said = { ...one, token: tokens[index] };
    explained(said, [model[one.key]!], answer, () =>
      checkAnswer(model[one.key]!, one, tokens[index]!, answer),
    );
  });
}

/** Every gateway marks; by the database's clock, which the steps of the transitions do not reach. */
async function mark({ world, route, model }: Parts): Promise<void> {
  await world.mark();
  for (const [number, lock] of model.entries()) {
    const hadLine = lock.line.length > 0 || lock.isReserved;
    const before = lock.state;
    const recorded = lock.changes.length;
    settle(lock, Date.now());
    // A plain mark is one statement for many locks, and is not reported one by one.
    if (!hadLine) lock.changes.length = recorded;
    const stored = await world.stored(route, number);
    if (before === 'held' && lock.changes.at(-1) === 'RESERVED' && lock.changes.length > recorded) {
      lock.acquiredAtMs = stored!.acquiredAt.getTime();
      lock.expiresAtMs = lock.acquiredAtMs + RESERVATION_MS;
    }
  }
}

/** What is stored is what the model has, and what was recorded is what happened, all of it, in order. */
async function checkStored(
  world: LockWorld,
  route: string,
  model: readonly ModelLock[],
): Promise<void> {
  const documents = await world.storedAll(route, KEYS);
  for (const [number, lock] of model.entries()) {
    const stored = documents.get(keyOf(route, number).id);
    if (lock.state === 'held') noteToken(lock, stored!.fencingToken);
    const recorded = world.recorded.get(keyOf(route, number).id) ?? [];
    if (recorded.join() !== lock.changes.join()) {
      throw new Error(`expected ${lock.changes.join()} to be recorded, but got ${recorded.join()}`);
    }
    const isHeld = stored?.status === 'held';
    if (isHeld !== (lock.state === 'held')) {
      throw new Error(`expected ${lock.state} to be stored, but got ${stored?.status}`);
    }
  }
}

function explained(call: unknown, before: unknown, seen: unknown, check: () => void): void {
  const model = JSON.stringify(before);
  try {
    check();
  } catch (error) {
    const said = `${JSON.stringify(call)} on ${model}`;
    const got = JSON.stringify(seen);
    throw new Error(`${said}: expected ${(error as Error).message}, but got: ${got}`, {
      cause: error,
    });
  }
}

function tokenInHand(lock: ModelLock, { token }: ModelCall): number {
  return token === 'older' ? lock.olderToken : (lock.token ?? 0);
}
