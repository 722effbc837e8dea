import { type OutcomeName } from './outcomes';

/** Who calls: a user, a caller without a cookie, or one with an unknown token or expired session. */
export type Actor = 'alice' | 'bob' | 'sam' | 'eve' | 'no cookie' | 'stranger' | 'expired session';

/** One call, the same through every door. */
export interface LockStep {
  readonly as: Actor;
  readonly does: 'acquire' | 'remove';
  readonly route: string;
  readonly id: string;
}

/** A change to the stored data between two calls. */
export interface StoredStep {
  readonly as: 'alice';
  readonly does: 'loses manage-locks';
}

/** One promise of the contract, independent of the door. */
export interface ContractCase {
  readonly id: string;
  readonly name: string;
  readonly given: readonly (LockStep | StoredStep)[];
  readonly when: LockStep;
  readonly then: OutcomeName;
  /** The locks held afterwards: identifier and holder. */
  readonly held: Readonly<Record<string, string>>;
}
