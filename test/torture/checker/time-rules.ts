import { type Call } from '../history';
import { answerOf, type Fact } from './facts';
import { type LockEvidence } from './lock-evidence';
import { type Violation } from './violation';

/** The contract's limit for every answer, and what a busy test machine may add to it. */
const ANSWER_WITHIN_MS = 5_000;
const ANSWER_SLACK_MS = 3_000;

/**
 * The database's clock decides: a granted lease ends where its length says, and who is refused
 * is refused for a lease that still runs. A gateway that trusts its own wrong clock breaks this.
 */
export function checkLeases(evidence: LockEvidence, slackMs: number): Violation[] {
  return evidence.facts.flatMap((fact) => {
    if (fact.state !== 'held') return [];
    const message = leaseProblem(fact, evidence, slackMs);
    return message
      ? [{ rule: 'lease' as const, lock: evidence.lock, message, calls: [fact.call] }]
      : [];
  });
}

function leaseProblem(
  fact: Extract<Fact, { state: 'held' }>,
  { minLeaseMs, maxLeaseMs }: LockEvidence,
  slackMs: number,
): string | undefined {
  const { expiresAtMs } = fact.lock;
  const { startMs, endMs } = fact.call;
  if (typeof expiresAtMs !== 'number') return undefined;
  if (expiresAtMs > endMs + maxLeaseMs + slackMs) return 'the lease ends later than any lease may';
  if (answerOf(fact.call)?.kind === 'granted') {
    return expiresAtMs < startMs + minLeaseMs - slackMs ? 'the lease is too short' : undefined;
  }
  return expiresAtMs + slackMs < startMs ? 'a lock is shown held after its lease ended' : undefined;
}

/** Every call is answered within 5 s, whatever happens to the database. */
export function checkAnswerTimes(calls: readonly Call[]): Violation[] {
  return calls.flatMap((call) => {
    const tookMs = call.endMs - call.startMs;
    const isAnswered = call.outcome.kind === 'definite' || call.outcome.kind === 'notSent';
    const isSilent = call.outcome.kind === 'unknown' && call.outcome.timedOut === true;
    const hasStatus = call.outcome.kind === 'unknown' && call.outcome.status !== undefined;
    if (!isSilent && (!(isAnswered || hasStatus) || tookMs <= ANSWER_WITHIN_MS + ANSWER_SLACK_MS)) {
      return [];
    }
    const message = isSilent
      ? `no answer in ${Math.round(tookMs)} ms`
      : `answered after ${Math.round(tookMs)} ms`;
    return [{ rule: 'slow' as const, lock: call.lock, message, calls: [call] }];
  });
}

/** No answer is untrue for its caller, such as that a known user is unknown. */
export function checkAnswers(calls: readonly Call[]): Violation[] {
  return calls.flatMap((call) => {
    const { outcome } = call;
    if (outcome.kind !== 'unknown' || outcome.isUnexpected !== true) return [];
    return [{ rule: 'answer' as const, lock: call.lock, message: outcome.reason, calls: [call] }];
  });
}
