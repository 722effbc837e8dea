import { type Call } from '../history';
import { type Grant } from './grant';

/**
 * Unknown removals and take-overs, each good for explaining the end of one grant only: whatever
 * became of it, a call takes effect at most once. Ask in the order of the deadlines; the call that
 * fits the fewest grants is used up first, so that no grant goes without because of the order.
 */
export class UnknownEnds {
  private readonly unused: Map<string, Call[]> = new Map();

  /** `calls` in the order of their starts. */
  constructor(calls: readonly Call[]) {
    for (const call of calls) {
      const key =
        call.op === 'takeOver' || call.op === 'forceRemove'
          ? 'any'
          : keyOf(call.user, call.token === undefined ? '*' : call.token);
      const same = this.unused.get(key) ?? [];
      same.push(call);
      this.unused.set(key, same);
    }
  }

  /** Uses up one call that may have ended the grant before `deadlineMs`; undefined when there is none. */
  take(grant: Grant, deadlineMs: number): Call | undefined {
    for (const key of [keyOf(grant.holder, grant.token), keyOf(grant.holder, '*'), 'any']) {
      const [call] = this.unused.get(key) ?? [];
      if (call && call.startMs < deadlineMs) return this.unused.get(key)?.shift();
    }
    return undefined;
  }
}

function keyOf(user: string, token: number | '*'): string {
  return `${user} ${token}`;
}
