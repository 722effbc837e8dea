import { type OutcomeName } from './outcomes';

/** Who acts: a user, somebody without a cookie, or one whose cookie means nobody (any more). */
export type Actor = 'alice' | 'bob' | 'sam' | 'eve' | 'no cookie' | 'stranger' | 'expired session';

/** One call, the same at every door. */
export interface LockStep {
  readonly as: Actor;
  readonly does: 'acquire' | 'remove';
  readonly route: string;
  readonly id: string;
}

/** Something that happens to the stored data between two calls. */
export interface StoredStep {
  readonly as: 'alice';
  readonly does: 'loses manage-locks';
}

/** One promise of the contract, free of any door. */
export interface ContractCase {
  readonly id: string;
  readonly name: string;
  readonly given: readonly (LockStep | StoredStep)[];
  readonly when: LockStep;
  readonly then: OutcomeName;
  /** The locks that are held afterwards: identifier and holder. */
  readonly held: Readonly<Record<string, string>>;
}
