import { checkBatches } from './checker/batch-rule';
import { eachOf } from './checker/each-of';
import { answerOf, isPlainRead } from './checker/facts';
import { checkGrants } from './checker/grant-rule';
import { collectEvidence } from './checker/lock-evidence';
import { checkNameless } from './checker/nameless-rule';
import { findStaleReads } from './checker/stale-reads';
import { checkAnswers, checkAnswerTimes, checkLeases } from './checker/time-rules';
import { checkTokens } from './checker/token-rule';
import { type Violation } from './checker/violation';
import { type Call } from './history';

export interface CheckOptions {
  /** LOCK_TTL of the gateways. */
  readonly defaultLeaseMs: number;
  /** How far lease ends may be off: the database's clock is read at another moment than ours. */
  readonly slackMs?: number;
  /** Judge `lock` and `locks` like decisions; otherwise stale ones are only counted. */
  readonly readsDecide?: boolean;
}

export interface Verdict {
  readonly violations: readonly Violation[];
  readonly staleReads: number;
}

/**
 * Judges a finished run that began with no locks. Never a false alarm: what is reported cannot
 * have happened with a service that keeps the rules, whatever became of the unknown calls.
 */
export function check(calls: readonly Call[], options: CheckOptions): Verdict {
  const { defaultLeaseMs, slackMs = 1_500, readsDecide = false } = options;
  const inOrder = calls.flatMap(eachOf).sort((left, right) => left.startMs - right.startMs);
  const names = new Set(inOrder.map(({ lock }) => lock).filter((lock) => lock !== '*'));
  const byLock = new Map([...names].map((lock) => [lock, [] as Call[]]));
  for (const call of inOrder) {
    // Lists of the load would cost a pass per lock and are not judged unless asked for.
    if (call.lock === '*' && isPlainRead(call) && !readsDecide) continue;
    const touched = call.lock === '*' ? [...byLock.values()] : [byLock.get(call.lock) as Call[]];
    for (const list of touched) list.push(call);
  }
  const violations: Violation[] = [
    ...checkAnswerTimes(calls),
    ...checkAnswers(calls),
    ...checkUnheardOf(inOrder, names),
    ...checkBatches(calls, { minLeaseMs: defaultLeaseMs - slackMs }),
  ];
  let staleReads = 0;
  for (const [lock, ofLock] of byLock) {
    const evidence = collectEvidence({ lock, calls: ofLock, defaultLeaseMs, readsDecide });
    violations.push(
      ...checkTokens(evidence),
      ...checkGrants(evidence, slackMs),
      ...checkNameless(evidence, slackMs),
      ...checkLeases(evidence, slackMs),
    );
    staleReads += findStaleReads(evidence).length;
  }
  return { violations, staleReads };
}

function checkUnheardOf(calls: readonly Call[], names: ReadonlySet<string>): Violation[] {
  return calls.flatMap((call) => {
    const answer = answerOf(call);
    if (answer?.kind !== 'list') return [];
    const stranger = answer.locks.find(({ id }) => !names.has(id));
    return stranger
      ? [
          {
            rule: 'e' as const,
            lock: stranger.id,
            message: 'nobody ever asked for it',
            calls: [call],
          },
        ]
      : [];
  });
}
