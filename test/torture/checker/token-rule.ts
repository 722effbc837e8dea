import { type Call } from '../history';
import { type Grant } from './grant';
import { type LockEvidence } from './lock-evidence';
import { blame, type Violation } from './violation';

/**
 * Tokens are the order of the grants. So no answer may show a grant in a call that started after
 * a later grant (larger token) had already been shown: then two were alive at once (a), or
 * the later grant got the smaller token (d). And one token is one grant: one holder, one beginning.
 */
export function checkTokens(evidence: LockEvidence): Violation[] {
  return [
    ...checkOrder(evidence),
    ...evidence.grants.flatMap((grant) => checkOne(evidence, grant)),
  ];
}

function checkOrder({ lock, grants }: LockEvidence): Violation[] {
  const violations: Violation[] = [];
  let laterFirst: { call: Call; grant: Grant } | undefined;
  for (const grant of [...grants].reverse()) {
    const seenLater = laterFirst;
    if (seenLater) {
      const lateCreation = grant.creations.find((call) => call.startMs > seenLater.call.endMs);
      const lateSight = latestStart([grant.lastHeld, ...grant.removals]);
      const proof = lateCreation ?? lateSight;
      if (proof && proof.startMs > seenLater.call.endMs) {
        const areTwoHolders = !lateCreation && grant.holder !== seenLater.grant.holder;
        const calls = [seenLater.call, proof];
        violations.push({
          rule: blame(areTwoHolders ? 'a' : 'd', calls),
          lock,
          message: areTwoHolders
            ? `${grant.holder} (token ${grant.token}) still has it after ${seenLater.grant.holder} got it (token ${seenLater.grant.token})`
            : `token ${grant.token} of ${grant.holder} comes after token ${seenLater.grant.token} of ${seenLater.grant.holder}`,
          calls,
        });
      }
    }
    const { first } = grant;
    if (first && (!laterFirst || first.endMs < laterFirst.call.endMs)) {
      laterFirst = { call: first, grant };
    }
  }
  return violations;
}

function checkOne({ lock }: LockEvidence, grant: Grant): Violation[] {
  const violations: Violation[] = [];
  const report = (message: string, calls: Call[]): void => {
    violations.push({ rule: 'd', lock, message: `token ${grant.token} ${message}`, calls });
  };
  const [origin] = grant.sightings;
  const stranger = grant.sightings.find((seen) => seen.lock.holder !== grant.holder);
  if (origin && stranger) {
    report(`has two holders, ${grant.holder} and ${stranger.lock.holder}`, [
      origin.call,
      stranger.call,
    ]);
  }
  const dated = grant.sightings.filter((seen) => seen.lock.acquiredAtMs !== undefined);
  const other = dated.find((seen) => seen.lock.acquiredAtMs !== dated[0]?.lock.acquiredAtMs);
  if (dated[0] && other) report('has two beginnings', [dated[0].call, other.call]);
  const firstCreation = grant.creations.reduce<Call | undefined>(
    (least, call) => (!least || call.endMs < least.endMs ? call : least),
    undefined,
  );
  const second = grant.creations.find(
    (call) => firstCreation && call.startMs > firstCreation.endMs,
  );
  if (firstCreation && second) report('was granted twice', [firstCreation, second]);
  return violations;
}

function latestStart(calls: readonly (Call | undefined)[]): Call | undefined {
  return calls.reduce(
    (latest, call) => (call && (!latest || call.startMs > latest.startMs) ? call : latest),
    undefined,
  );
}
