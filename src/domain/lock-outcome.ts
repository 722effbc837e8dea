import { type Holder, type LockSnapshot } from './lock';

export type Acquired = { kind: 'acquired'; lock: LockSnapshot; created: boolean };
export type HeldByOther = { kind: 'heldByOther'; lock: LockSnapshot };
export type Renewed = { kind: 'renewed'; lock: LockSnapshot };
export type Lost = { kind: 'lost'; lock: LockSnapshot | null };
export type Removed = { kind: 'removed'; lock: LockSnapshot };
/** There is no lock to end; `lock` is the one that holds the record, null when it is free. */
export type NotFound = { kind: 'notFound'; lock: LockSnapshot | null };
export type TakenOver = { kind: 'takenOver'; lock: LockSnapshot; previousHolder: Holder };

/** Every outcome of a transition. */
export type TransitionOutcome =
  Acquired | HeldByOther | Renewed | Lost | Removed | NotFound | TakenOver;

/** The lock that holds the key after the outcome, as its transition saw it; null when free. */
export function heldAfter(outcome: TransitionOutcome): LockSnapshot | null {
  return outcome.kind === 'removed' ? null : outcome.lock;
}
