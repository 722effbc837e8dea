import { type Answer, type Call, type SeenLock } from '../history';

/**
 * What one definite answer proves about one lock at some instant between the call's start and end:
 *
 *   held   `holder` had it (under `token`, when the answer tells)
 *   notBy  `user` did not have it, and somebody did or may have
 *   free   nobody had it, or its lease had run out
 */
export type Fact =
  | { readonly state: 'held'; readonly call: Call; readonly lock: SeenLock }
  | { readonly state: 'notBy'; readonly call: Call; readonly user: string }
  | { readonly state: 'free'; readonly call: Call };

/** The answer of a call, when it has a definite one. */
export function answerOf(call: Call): Answer | undefined {
  return call.outcome.kind === 'definite' ? call.outcome.answer : undefined;
}

/** True for `lock` and `locks`: they inform, they decide nothing. */
export function isPlainRead(call: Call): boolean {
  return call.op === 'lock' || call.op === 'locks';
}

/**
 * What the call proves about `lock`; undefined when it proves nothing a rule could use. With a line a
 * removed lock may be somebody else's at once.
 */
export function factOf(call: Call, lock: string, hasLine: boolean): Fact | undefined {
  const answer = answerOf(call);
  if (!answer) return undefined;
  switch (answer.kind) {
    case 'granted':
    case 'queued':
      return { state: 'held', call, lock: answer.lock };
    case 'conflict':
      return answer.lock
        ? { state: 'held', call, lock: answer.lock }
        : { state: 'notBy', call, user: call.user };
    case 'lost':
    case 'read':
      return answer.lock ? { state: 'held', call, lock: answer.lock } : { state: 'free', call };
    case 'removed':
      if (answer.next) return { state: 'held', call, lock: answer.next };
      return answer.next === undefined && hasLine ? undefined : { state: 'free', call };
    case 'withdrawn':
    case 'batch':
    case 'each':
      return undefined;
    case 'notFound':
      // With a token the answer only speaks of that grant: the lock may be held under another one.
      return call.token === undefined ? { state: 'free', call } : undefined;
    case 'list': {
      const row = answer.locks.find(({ id }) => id === lock);
      return row ? { state: 'held', call, lock: row } : { state: 'free', call };
    }
  }
}

/** True when the fact rules out that `user` held the lock at that instant. */
export function excludes(fact: Fact, user: string): boolean {
  if (fact.state === 'free') return true;
  return fact.state === 'held' ? fact.lock.holder !== user : fact.user === user;
}
