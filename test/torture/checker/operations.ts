import { type Call } from '../history';
import { answerOf } from './facts';
import { countWhile } from './exclusions';

/** Calls by time, to ask whether one of them may have taken effect inside a window. */
export class CallWindow {
  private readonly byStart: readonly Call[];
  private readonly latestEndTo: readonly number[];

  constructor(calls: readonly Call[]) {
    this.byStart = [...calls].sort((left, right) => left.startMs - right.startMs);
    const ends: number[] = [];
    for (const call of this.byStart) {
      ends.push(Math.max(ends.at(-1) ?? Number.NEGATIVE_INFINITY, latestEffectMs(call)));
    }
    this.latestEndTo = ends;
  }

  /** True when some call may have taken effect after `afterMs` and before `beforeMs`. */
  mayHappen(afterMs: number, beforeMs: number): boolean {
    const started = countWhile(this.byStart, (call) => call.startMs < beforeMs);
    return started > 0 && (this.latestEndTo[started - 1] as number) > afterMs;
  }
}

/** How long a place in a line is kept, with what the end of the lock before it may be late. */
const PLACE_MS = 65_000;

/** Nobody knows when an unknown call takes effect; one that waits gets the lock while it has a place. */
function latestEffectMs(call: Call): number {
  if (call.outcome.kind === 'unknown') return Infinity;
  return answerOf(call)?.kind === 'queued' ? call.endMs + PLACE_MS : call.endMs;
}

/** The calls on one lock that may have begun or ended a grant, by what they can do to whom. */
export class Operations {
  private readonly done: readonly Call[];
  private readonly cache = new Map<string, CallWindow>();

  constructor(calls: readonly Call[]) {
    this.done = calls.filter(({ outcome }) => outcome.kind !== 'notSent');
  }

  /** What may have given the lock to `user`: acquire, request, revival by renewal, take-over. */
  grantsTo(user: string): CallWindow {
    return this.window(`grants ${user}`, (call) => {
      const canGrant = ['acquire', 'request', 'renew', 'takeOver'].includes(call.op);
      if (!canGrant || call.user !== user) return false;
      const kind = answerOf(call)?.kind;
      return isUnknown(call) || kind === 'granted' || kind === 'queued';
    });
  }

  /** What surely ended some grant of `user`, though the answer need not say which one. */
  endsOf(user: string): CallWindow {
    return this.window(`ends ${user}`, (call) => {
      const answer = answerOf(call);
      if (answer?.kind === 'removed') return (answer.lock?.holder ?? call.user) === user;
      return isTakeOver(call) || (call.user === user && endsOwn(call));
    });
  }

  /** The same, without the removals that name the grant they ended. */
  namelessEndsOf(user: string): CallWindow {
    return this.window(`nameless ends ${user}`, (call) => {
      const answer = answerOf(call);
      if (answer?.kind === 'removed') return !answer.lock && call.user === user;
      return isTakeOver(call) || (call.user === user && endsOwn(call));
    });
  }

  /** What may have ended a grant of `user` without anybody hearing of it. */
  unknownEndsOf(user: string): CallWindow {
    return this.window(`unknown ends ${user}`, (call) => {
      if (!isUnknown(call)) return false;
      if (call.op === 'remove' || mayEndOwn(call)) return call.user === user;
      return call.op === 'forceRemove' || call.op === 'takeOver';
    });
  }

  /** Unknown calls that may each have ended one grant, in the order of their starts. */
  unknownEnds(): Call[] {
    const ops = ['remove', 'forceRemove', 'takeOver'];
    return this.done.filter(
      (call) => isUnknown(call) && (ops.includes(call.op) || mayEndOwn(call)),
    );
  }

  private window(name: string, isMeant: (call: Call) => boolean): CallWindow {
    const known = this.cache.get(name) ?? new CallWindow(this.done.filter(isMeant));
    this.cache.set(name, known);
    return known;
  }
}

function isUnknown(call: Call): boolean {
  return call.outcome.kind === 'unknown';
}

/** True for a call that can end its own user's grant: by moving it to a session, or letting it go. */
function mayEndOwn({ op, sessionId }: Call): boolean {
  return op === 'withdraw' || ((op === 'acquire' || op === 'request') && sessionId !== undefined);
}

function endsOwn(call: Call): boolean {
  const answer = answerOf(call);
  const isDone = answer?.kind === 'withdrawn' ? answer.wasWaiting : answer?.kind === 'granted';
  return isDone && mayEndOwn(call);
}

function isTakeOver(call: Call): boolean {
  return call.op === 'takeOver' && answerOf(call)?.kind === 'granted';
}
