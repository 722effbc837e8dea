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
      // Nobody knows when an unknown call takes effect: its window never closes.
      const endMs = call.outcome.kind === 'unknown' ? Infinity : call.endMs;
      ends.push(Math.max(ends.at(-1) ?? Number.NEGATIVE_INFINITY, endMs));
    }
    this.latestEndTo = ends;
  }

  /** True when some call may have taken effect after `afterMs` and before `beforeMs`. */
  mayHappen(afterMs: number, beforeMs: number): boolean {
    const started = countWhile(this.byStart, (call) => call.startMs < beforeMs);
    return started > 0 && (this.latestEndTo[started - 1] as number) > afterMs;
  }
}

/** The calls on one lock that may have begun or ended a grant, by what they can do to whom. */
export class Operations {
  private readonly done: readonly Call[];
  private readonly cache = new Map<string, CallWindow>();

  constructor(calls: readonly Call[]) {
    this.done = calls.filter(({ outcome }) => outcome.kind !== 'notSent');
  }

  /** What may have given the lock to `user`: acquire, revival by renewal, take-over. */
  grantsTo(user: string): CallWindow {
    return this.window(`grants ${user}`, (call) => {
      const canGrant = call.op === 'acquire' || call.op === 'renew' || call.op === 'takeOver';
      return (
        canGrant && call.user === user && (isUnknown(call) || answerOf(call)?.kind === 'granted')
      );
    });
  }

  /** What surely ended some grant of `user`, though the answer need not say which one. */
  endsOf(user: string): CallWindow {
    return this.window(`ends ${user}`, (call) => {
      const answer = answerOf(call);
      if (answer?.kind === 'removed') return (answer.lock?.holder ?? call.user) === user;
      return isTakeOver(call);
    });
  }

  /** The same, without the removals that name the grant they ended. */
  namelessEndsOf(user: string): CallWindow {
    return this.window(`nameless ends ${user}`, (call) => {
      const answer = answerOf(call);
      if (answer?.kind === 'removed') return !answer.lock && call.user === user;
      return isTakeOver(call);
    });
  }

  /** What may have ended a grant of `user` without anybody hearing of it. */
  unknownEndsOf(user: string): CallWindow {
    return this.window(`unknown ends ${user}`, (call) => {
      if (!isUnknown(call)) return false;
      if (call.op === 'remove') return call.user === user;
      return call.op === 'forceRemove' || call.op === 'takeOver';
    });
  }

  /** Unknown calls that may each have ended one grant, in the order of their starts. */
  unknownEnds(): Call[] {
    const ops = ['remove', 'forceRemove', 'takeOver'];
    return this.done.filter((call) => isUnknown(call) && ops.includes(call.op));
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

function isTakeOver(call: Call): boolean {
  return call.op === 'takeOver' && answerOf(call)?.kind === 'granted';
}
