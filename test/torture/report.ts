import { type Violation } from './checker/violation';
import { type LiveSummary } from './live/live-watch';
import { type FaultRecord } from './faults/fault';
import { type Call } from './history';

/** The outcome of a run, as `--json` writes it. */
export interface Summary {
  readonly calls: number;
  readonly definite: number;
  readonly unknown: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: number;
  /** The longest time without a definite answer from any gateway. */
  readonly longestUnavailableMs: number;
  /** The longest time from a fault's end until every kind of client had a definite answer; -1: one never had. */
  readonly recoveredMs: number;
  /** What subscribers and the history were told, and of how many writes. */
  readonly live: LiveSummary;
}

/** Counts what the run did and found. */
export function summarize(run: {
  calls: readonly Call[];
  faults: readonly FaultRecord[];
  violations: readonly Violation[];
  live: LiveSummary;
}): Summary {
  const ofKind = (kind: string): number =>
    run.calls.filter((call) => call.outcome.kind === kind).length;
  const faults: Record<string, number> = {};
  for (const { kind } of run.faults) faults[kind] = (faults[kind] ?? 0) + 1;
  const isRecovered = run.faults.every((fault) => fault.recoveredMs !== undefined);
  return {
    calls: run.calls.length,
    definite: ofKind('definite'),
    // A call that never left has done nothing for sure, and was not answered either.
    unknown: ofKind('unknown') + ofKind('notSent'),
    faults,
    violations: run.violations.length,
    live: run.live,
    longestUnavailableMs: Math.round(longestGapMs(run.calls)),
    recoveredMs: isRecovered
      ? Math.round(Math.max(0, ...run.faults.map((fault) => fault.recoveredMs ?? 0)))
      : -1,
  };
}

function longestGapMs(calls: readonly Call[]): number {
  const ends = calls
    .filter((call) => call.outcome.kind === 'definite')
    .map((call) => call.endMs)
    .sort((left, right) => left - right);
  return ends.reduce((longest, end, index) => {
    const before = ends[index - 1];
    return before === undefined ? longest : Math.max(longest, end - before);
  }, 0);
}

/** How the calls without a definite answer ended, most frequent first. */
export function countReasons(calls: readonly Call[]): [reason: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { outcome, door } of calls) {
    if (outcome.kind === 'definite') continue;
    const reason = `${door}: ${outcome.reason}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort((left, right) => right[1] - left[1]);
}

/** The rule that broke and the calls around the proof, one line each, times from the run's begin. */
export function describeViolation(violation: Violation, calls: readonly Call[]): string {
  const head = `VIOLATION (${violation.rule}) ${violation.lock}: ${violation.message}`;
  if (violation.calls.length === 0) return head;
  const beginMs = calls.reduce((least, call) => Math.min(least, call.startMs), Infinity);
  const proof = new Set(violation.calls.map(({ id }) => id));
  const fromMs = Math.min(...violation.calls.map((call) => call.startMs)) - 500;
  const toMs = Math.max(...violation.calls.map((call) => call.endMs)) + 500;
  const around = calls
    .filter((call) => call.lock === violation.lock || call.lock === '*')
    .filter((call) => call.endMs >= fromMs && call.startMs <= toMs)
    .sort((left, right) => left.startMs - right.startMs);
  const near = around.filter((call, index) => {
    const isNear = (id: number): boolean =>
      Math.abs(around.findIndex((c) => c.id === id) - index) <= 8;
    return proof.has(call.id) || [...proof].some(isNear);
  });
  const lines = near.map(
    (call) => `${proof.has(call.id) ? '>>' : '  '} ${describe(call, beginMs)}`,
  );
  return [head, ...lines].join('\n');
}

function describe(call: Call, beginMs: number): string {
  const times = `${(call.startMs - beginMs).toFixed(1)}..${(call.endMs - beginMs).toFixed(1)} ms`;
  const sent = call.token === undefined ? '' : ` token ${call.token}`;
  const { outcome } = call;
  const answer =
    outcome.kind === 'definite' ? JSON.stringify(outcome.answer) : JSON.stringify(outcome);
  return `#${call.id} ${times} ${call.user} ${call.door}@${call.gateway} ${call.op}${sent} -> ${answer}`;
}
