import { type Call } from '../history';

/**
 * The rules: (a) one holder at a time, (b) no acknowledged grant disappears, (c) a removal stays,
 * (d) tokens rise, (e) the final list fits, (f) of several locks all are had together or none; and what the contract says besides: lease ends are by
 * the database's clock (lease), every answer comes in time (slow) and is
 * one the caller can get (answer), the gateway ends only when told to (crash), ends as promised
 * (shutdown) and works again by itself (recovery); subscribers are told what the writes did (live), and so
 * does the history (history).
 */
export type Rule =
  | 'a'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'f'
  | 'lease'
  | 'slow'
  | 'answer'
  | 'crash'
  | 'shutdown'
  | 'recovery'
  | 'live'
  | 'history';

/** A broken rule with the calls that prove it. */
export interface Violation {
  readonly rule: Rule;
  readonly lock: string;
  readonly message: string;
  readonly calls: readonly Call[];
}

/** The rule to blame, or (e) when it was the final list that did not fit. */
export function blame(rule: Rule, calls: readonly Call[]): Rule {
  return calls.some((call) => call.op === 'finalLocks') ? 'e' : rule;
}
