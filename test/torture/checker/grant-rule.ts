import { type Call } from '../history';
import { answerOf } from './facts';
import { Exclusions } from './exclusions';
import { type Grant } from './grant';
import { type LockEvidence } from './lock-evidence';
import { Operations } from './operations';
import { UnknownEnds } from './unknown-ends';
import { blame, type Rule, type Violation } from './violation';

interface Ending {
  readonly grant: Grant;
  /** The call that shows the grant gone, and by whose end it must have been over. */
  readonly gone: Call;
}

/**
 * Rules (a), (b) and (c) for grants known by their token: once begun, a grant is there until it is
 * removed, taken over or run out, and never comes back.
 */
export function checkGrants(evidence: LockEvidence, slackMs: number): Violation[] {
  const exclusions = new Map<string, Exclusions>();
  const exclusionsOf = (user: string): Exclusions => {
    const known = exclusions.get(user) ?? new Exclusions(evidence.facts, user);
    exclusions.set(user, known);
    return known;
  };
  const violations: Violation[] = [];
  const endings: Ending[] = [];
  let nextFirst: Call | undefined;
  for (const grant of [...evidence.grants].reverse()) {
    const { first } = grant;
    if (!first) continue;
    const contradiction = exclusionsOf(grant.holder).firstAfter(first.endMs)?.call;
    const back = checkComesBack(evidence.lock, grant, contradiction);
    violations.push(...back);
    const gone = earliestEnd(contradiction, nextFirst);
    if (gone && back.length === 0) endings.push({ grant, gone });
    nextFirst = earliestEnd(nextFirst, first);
  }
  return [...violations, ...checkEndings(evidence, endings, slackMs)];
}

function checkComesBack(lock: string, grant: Grant, gone: Call | undefined): Violation[] {
  const { lastHeld, removal } = grant;
  const name = `token ${grant.token} of ${grant.holder}`;
  const second = grant.removals.find((call) => removal && call.startMs > removal.endMs);
  if (removal && second) {
    return [{ rule: 'c', lock, message: `${name} was removed twice`, calls: [removal, second] }];
  }
  if (removal && lastHeld && lastHeld.startMs > removal.endMs) {
    const calls = [removal, lastHeld];
    return [{ rule: blame('c', calls), lock, message: `${name} is back after its removal`, calls }];
  }
  if (!gone || !lastHeld || lastHeld.startMs <= gone.endMs) return [];
  const calls = [...(grant.first ? [grant.first] : []), gone, lastHeld];
  return [
    {
      rule: blame(ruleShownBy(gone), calls),
      lock,
      message: `${name} was gone and is back`,
      calls,
    },
  ];
}

function checkEndings(evidence: LockEvidence, endings: Ending[], slackMs: number): Violation[] {
  const operations = new Operations(evidence.calls);
  const unknownEnds = new UnknownEnds(operations.unknownEnds());
  const inOrder = [...endings].sort((left, right) => left.gone.endMs - right.gone.endMs);
  return inOrder.flatMap(({ grant, gone }) => {
    const deadlineMs = gone.endMs;
    const lastSeen = grant.lastHeld ?? grant.first;
    const mayHaveRunOut = grant.leaseSafeUntilMs - slackMs <= deadlineMs;
    const isRemoved = grant.removal !== undefined && grant.removal.startMs < deadlineMs;
    if (!lastSeen || mayHaveRunOut || isRemoved) return [];
    const nameless = operations.namelessEndsOf(grant.holder);
    if (nameless.mayHappen(lastSeen.startMs, deadlineMs)) return [];
    if (unknownEnds.take(grant, deadlineMs)) return [];
    const calls = [lastSeen, gone];
    return [
      {
        rule: blame(ruleShownBy(gone, grant.holder), calls),
        lock: evidence.lock,
        message: `token ${grant.token} of ${grant.holder} disappeared without removal, take-over or expiry`,
        calls,
      },
    ];
  });
}

/** The rule broken by a call that shows a grant gone: another user has it, it was removed, or it is free. */
function ruleShownBy(gone: Call, holder?: string): Rule {
  const answer = answerOf(gone);
  if (answer?.kind === 'removed') return 'c';
  const shown = answer && 'lock' in answer ? answer.lock : undefined;
  return answer?.kind === 'conflict' || (shown && shown.holder !== holder) ? 'a' : 'b';
}

function earliestEnd(left: Call | undefined, right: Call | undefined): Call | undefined {
  if (!left || !right) return left ?? right;
  return right.endMs < left.endMs ? right : left;
}
