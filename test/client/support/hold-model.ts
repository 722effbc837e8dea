import fc from 'fast-check';
import { type HeldLock, type HoldSnapshot } from '../../../src/client/held-lock';
import { parseLockKey } from '../../../src/domain/lock-key';
import { ALICE, BOB, type Fate, SAM, VirtualGateway } from './virtual-gateway';
import { VirtualTab } from './virtual-tab';
import { VirtualTime } from './virtual-time';

/** What can happen to a page that holds a lock, and around it. */
export type Happening =
  | { readonly kind: 'pass' | 'sleep' | 'freeze' | 'setWall'; readonly ms: number }
  | { readonly kind: 'hold'; readonly wait: boolean; readonly ttlSeconds: number | undefined }
  | { readonly kind: 'release' | 'retry' | 'adopt' | 'wait' | 'stopWaiting' | 'renote' }
  | { readonly kind: 'reload' | 'backAndForth' | 'wake' }
  | { readonly kind: 'bobAcquires' | 'bobRemoves' | 'bobRequests' | 'samTakesOver' }
  | { readonly kind: 'network'; readonly fate: Fate };

const delay = fc.oneof(fc.constant(5), fc.integer({ min: 0, max: 15_000 }));

const fate: fc.Arbitrary<Fate> = fc.record({
  thereMs: delay,
  backMs: delay,
  lost: fc.constantFrom(undefined, undefined, 'request' as const, 'answer' as const),
  answer: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    { status: 502, body: 'Bad gateway' },
    { status: 200, body: { errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] } },
  ),
});

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.integer({ min: 0, max: 45_000 }),
    }),
  },
  fc.record({
    kind: fc.constantFrom('sleep' as const, 'freeze' as const),
    ms: fc.integer({ min: 0, max: 200_000 }),
  }),
  fc.record({
    kind: fc.constant('setWall' as const),
    ms: fc.integer({ min: -300_000, max: 300_000 }),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('hold' as const),
      wait: fc.boolean(),
      ttlSeconds: fc.constantFrom(undefined, 10, 30),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        ...(['release', 'retry', 'adopt', 'wait', 'stopWaiting', 'renote'] as const),
        ...(['reload', 'backAndForth', 'wake'] as const),
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        ...(['bobAcquires', 'bobRemoves', 'bobRequests', 'samTakesOver'] as const),
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('network' as const), fate }) },
);

/** Random lives of a page, with random noise for the retries. */
export const livesOf = (maxLength: number): fc.Arbitrary<Life> =>
  fc.record({
    happenings: fc.array(happening, { maxLength, size: 'max' }),
    leaseMs: fc.constantFrom(10_000, 30_000, 60_000),
    random: fc.constantFrom(0, 0.5, 1),
  });

/** One life of a page. */
export interface Life {
  readonly happenings: readonly Happening[];
  readonly leaseMs: number;
  readonly random: number;
}

type Held = HoldSnapshot & { state: 'held' };

const KEY = { key: parseLockKey('volume', '1') };

/** There is no other tab, and what is in doubt is found out. */
const NEVER_LAST = ['acquiring', 'offline', 'reserved', 'heldInOtherTab'];

/** After a sleep, timers look at the clock at the latest after so long. */
const LOOK_EVERY_MS = 5_000;

/**
 * Plays a life, and throws when the client says `held`, or leaves a signal unfired, while the rules of the
 * gateway do not have its lock under that token. `expiresInMs` is how an answer tells the time left.
 */
export async function play(
  { happenings, leaseMs, random }: Life,
  { expiresInMs = (ms) => ms }: { expiresInMs?: (ms: number) => number } = {},
): Promise<HoldSnapshot[]> {
  const time = new VirtualTime();
  const gateway = new VirtualGateway(time, { leaseMs, expiresInMs });
  const tab = new VirtualTab(time, gateway, { random: () => random });
  let locks: HeldLock[] = [];
  const seen: HoldSnapshot[] = [];
  /** Signals that were handed out, with what was told of their grant. */
  const signals = new Map<AbortSignal, Held>();
  let signalsMayLagUntil = -1;
  let broken: Error | undefined;

  /** Until when nobody could have had what was taken over, by token. */
  const takenOverUntil = new Map<number, number>();

  const isTrue = ({ fencingToken, lock }: Held): boolean => {
    const now = gateway.recordOf('volume', '1')?.lock;
    // A take-over is known when it is told, and at the latest when the lease would have been over.
    if (gateway.store.now.getTime() < (takenOverUntil.get(fencingToken) ?? 0)) return true;
    if (now?.holder.id !== ALICE.id) return false;
    // A late request of the page before may have moved the lock, which nobody else had meanwhile.
    return (
      now.fencingToken === fencingToken || now.acquiredAt.getTime() === Date.parse(lock.acquiredAt)
    );
  };
  const check = (): void => {
    for (const [signal, held] of signals) {
      if (signal.aborted) signals.delete(signal);
      else if (time.trueMs > signalsMayLagUntil && !isTrue(held)) {
        broken ??= new Error(`the signal of ${held.fencingToken} is unfired at ${time.trueMs}`);
      }
    }
    for (const lock of locks) {
      const snapshot = lock.getSnapshot();
      if (snapshot !== seen.at(-1)) seen.push(snapshot);
      if (snapshot.state !== 'held') continue;
      if (!isTrue(snapshot)) {
        broken ??= new Error(`${snapshot.fencingToken} is said to be held at ${time.trueMs}`);
      }
      if (!lock.signal.aborted) signals.set(lock.signal, snapshot);
    }
  };
  time.onMoment = check;
  gateway.onChange = check;

  const happen = async (what: Happening): Promise<void> => {
    switch (what.kind) {
      case 'pass':
        return time.pass(what.ms);
      case 'sleep':
        signalsMayLagUntil = time.trueMs + what.ms + LOOK_EVERY_MS;
        return time.sleep(what.ms);
      case 'freeze':
        signalsMayLagUntil = Math.max(signalsMayLagUntil, time.trueMs + what.ms);
        return time.freeze(what.ms);
      case 'setWall':
        return time.setWall(what.ms);
      case 'network':
        gateway.fate = () => what.fate;
        return;
      case 'hold':
        locks.push(
          tab.client.hold('volume', '1', { wait: what.wait, ttlSeconds: what.ttlSeconds }),
        );
        return;
      case 'release':
        void locks.pop()?.release();
        return;
      case 'renote':
        locks[0]?.renote('note').catch(() => {});
        return;
      case 'retry':
      case 'adopt':
      case 'wait':
      case 'stopWaiting':
        locks[0]?.[what.kind]();
        return;
      case 'wake':
        return tab.wake();
      case 'reload':
        tab.leave();
        tab.load();
        locks = locks.map(() => tab.client.hold('volume', '1'));
        // Nobody runs the listeners of a page that is gone.
        signals.clear();
        return;
      case 'backAndForth':
        tab.leave();
        await time.freeze(20);
        return tab.comeBack();
      case 'bobAcquires':
        await gateway.locks.acquire(BOB, KEY);
        return;
      case 'bobRemoves':
        await gateway.locks.remove(BOB, KEY);
        return;
      case 'samTakesOver': {
        const lock = gateway.recordOf('volume', '1')?.lock;
        await gateway.locks.takeOver(SAM, KEY);
        if (lock) takenOverUntil.set(lock.fencingToken, lock.expiresAt!.getTime());
        return;
      }
      case 'bobRequests':
        await gateway.locks.request(BOB, KEY);
        return;
      default:
        return what satisfies never;
    }
  };

  for (const what of happenings) {
    await happen(what);
    check();
    await time.pass(0);
    if (broken) throw broken;
  }
  // Once the network is well again, nothing stays in doubt.
  gateway.fate = () => ({});
  await time.pass(90_000);
  takenOverUntil.clear();
  check();
  if (broken) throw broken;
  for (const lock of locks) {
    const { state } = lock.getSnapshot();
    if (NEVER_LAST.includes(state)) throw new Error(`it is still ${state}`);
  }
  if (tab.reported.length > 0) throw tab.reported[0];
  return seen;
}
