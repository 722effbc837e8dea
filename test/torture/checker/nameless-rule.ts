import { answerOf, excludes, type Fact } from './facts';
import { Exclusions } from './exclusions';
import { type LockEvidence } from './lock-evidence';
import { Operations } from './operations';
import { blame, type Rule, type Violation } from './violation';

/**
 * Rules (a), (b) and (c) for what has no token (REST): who was told "yours" has the lock for as
 * long as no lease could end and nobody could end it; and nobody has it without having been given
 * it since it was last seen free.
 */
export function checkNameless(evidence: LockEvidence, slackMs: number): Violation[] {
  const operations = new Operations(evidence.calls);
  const exclusions = new Map<string, Exclusions>();
  const exclusionsOf = (user: string): Exclusions => {
    const known = exclusions.get(user) ?? new Exclusions(evidence.facts, user);
    exclusions.set(user, known);
    return known;
  };
  return evidence.facts.flatMap((fact) => {
    if (fact.state !== 'held') return [];
    const { holder } = fact.lock;
    const own = exclusionsOf(holder);
    if (answerOf(fact.call)?.kind !== 'granted') {
      return checkWasGiven(evidence.lock, fact, own.lastBefore(fact.call.startMs), operations);
    }
    if (fact.lock.token !== undefined) return [];
    const gone = own.firstAfter(fact.call.endMs);
    if (!gone || gone.call.endMs >= fact.call.startMs + evidence.minLeaseMs - slackMs) return [];
    const window = [fact.call.startMs, gone.call.endMs] as const;
    if (operations.endsOf(holder).mayHappen(...window)) return [];
    if (operations.unknownEndsOf(holder).mayHappen(...window)) return [];
    const isOthers = gone.state !== 'free';
    const calls = [fact.call, gone.call];
    return [
      {
        rule: blame(isOthers ? 'a' : 'b', calls),
        lock: evidence.lock,
        message: `${holder} had it, and ${isOthers ? 'somebody else has it too' : 'it is gone'}`,
        calls,
      },
    ];
  });
}

function checkWasGiven(
  lock: string,
  fact: Extract<Fact, { state: 'held' }>,
  before: Fact | undefined,
  operations: Operations,
): Violation[] {
  const { holder } = fact.lock;
  const sinceMs = before ? before.call.startMs : Number.NEGATIVE_INFINITY;
  if (operations.grantsTo(holder).mayHappen(sinceMs, fact.call.endMs)) return [];
  const calls = before ? [before.call, fact.call] : [fact.call];
  return [
    {
      rule: blame(before ? ruleOf(before, holder) : 'b', calls),
      lock,
      message: before
        ? `${holder} has it though it was not theirs and nobody gave it since`
        : `${holder} has it though nobody ever gave it`,
      calls,
    },
  ];
}

function ruleOf(before: Fact, holder: string): Rule {
  if (answerOf(before.call)?.kind === 'removed') return 'c';
  return before.state === 'free' || !excludes(before, holder) ? 'b' : 'a';
}
