import { type Call } from '../history';
import { answerOf, factOf, isPlainRead } from './facts';
import { type LockEvidence } from './lock-evidence';

/**
 * Plain reads that show a grant in a call that started after it was surely over. No rule forbids
 * them (they decide nothing), so they are counted, not judged.
 */
export function findStaleReads(evidence: LockEvidence): Call[] {
  const overByMs = new Map<number, number>();
  let nextFirstMs = Infinity;
  for (const grant of [...evidence.grants].reverse()) {
    overByMs.set(grant.token, Math.min(nextFirstMs, grant.removal?.endMs ?? Infinity));
    nextFirstMs = Math.min(nextFirstMs, grant.first?.endMs ?? Infinity);
  }
  return evidence.calls.filter((call) => {
    if (!isPlainRead(call) || !answerOf(call)) return false;
    const fact = factOf(call, evidence.lock, true);
    if (fact?.state !== 'held' || fact.lock.token === undefined) return false;
    return call.startMs > (overByMs.get(fact.lock.token) ?? Infinity);
  });
}
