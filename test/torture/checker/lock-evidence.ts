import { type Call } from '../history';
import { answerOf, type Fact, factOf, isPlainRead } from './facts';
import { Grant } from './grant';

/** Everything the history says of one lock. */
export interface LockEvidence {
  readonly lock: string;
  readonly calls: readonly Call[];
  readonly facts: readonly Fact[];
  /** In the order of their fencing tokens. */
  readonly grants: readonly Grant[];
  /** The shortest and longest lease anybody could have got on this lock. */
  readonly minLeaseMs: number;
  readonly maxLeaseMs: number;
}

/** The lease of a lock that is reserved for the first in line. */
const RESERVATION_MS = 30_000;

/** Collects facts and grants of one lock from the calls that touch it, in the order of their starts. */
export function collectEvidence(options: {
  lock: string;
  calls: readonly Call[];
  defaultLeaseMs: number;
  readsDecide: boolean;
}): LockEvidence {
  const { lock, calls, defaultLeaseMs } = options;
  const hasLine = calls.some(({ op }) => op === 'request');
  const asked = calls.flatMap((call) => (call.ttlMs === undefined ? [] : [call.ttlMs]));
  if (hasLine) asked.push(RESERVATION_MS);
  const minLeaseMs = asked.reduce((least, ttl) => Math.min(least, ttl), defaultLeaseMs);
  const maxLeaseMs = asked.reduce((most, ttl) => Math.max(most, ttl), defaultLeaseMs);
  const facts: Fact[] = [];
  const grants = new Map<number, Grant>();
  const grantOf = (token: number, holder: string): Grant => {
    const known = grants.get(token) ?? new Grant(token, holder);
    grants.set(token, known);
    return known;
  };
  for (const call of calls) {
    if (isPlainRead(call) && !options.readsDecide) continue;
    const fact = factOf(call, lock, hasLine);
    if (!fact) continue;
    facts.push(fact);
    if (fact.state === 'held' && fact.lock.token !== undefined) {
      grantOf(fact.lock.token, fact.lock.holder).sawHeld(fact, minLeaseMs);
    }
    const answer = answerOf(call);
    if (answer?.kind === 'removed' && answer.lock?.token !== undefined) {
      grantOf(answer.lock.token, answer.lock.holder).sawRemoved(call, answer.lock);
    }
  }
  const inOrder = [...grants.values()].sort((left, right) => left.token - right.token);
  return { lock, calls, facts, grants: inOrder, minLeaseMs, maxLeaseMs };
}
