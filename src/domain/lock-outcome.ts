import { type Holder, type LockSnapshot } from './lock';

/** `created` is false when the caller had the lock before. */
export type Acquired = { kind: 'acquired'; lock: LockSnapshot; created: boolean };
/** Another user holds the lock, or the caller does in another session. */
export type HeldByOther = { kind: 'heldByOther'; lock: LockSnapshot };
export type Renewed = { kind: 'renewed'; lock: LockSnapshot };
/** The grant of the caller holds the record. */
export type Held = { kind: 'held'; lock: LockSnapshot };
export type Lost = { kind: 'lost'; lock: LockSnapshot | null };
/** `passedTo` is the reservation of the first in line, null when nobody waited. */
export type Removed = { kind: 'removed'; lock: LockSnapshot; passedTo: LockSnapshot | null };
/** There is no lock to end; `lock` is the one that holds the record, null when it is free. */
export type NotFound = { kind: 'notFound'; lock: LockSnapshot | null };
export type TakenOver = { kind: 'takenOver'; lock: LockSnapshot; previousHolder: Holder };
/** The caller waits in line; the first in it has position 1. */
export type Queued = { kind: 'queued'; lock: LockSnapshot; position: number };
/** The caller would have to wait, and the line has no room, for one more or for the text. */
export type LineFull = { kind: 'lineFull'; lock: LockSnapshot };

/** Every outcome of a transition that shows a lock. */
export type TransitionOutcome =
  | Acquired
  | HeldByOther
  | Renewed
  | Held
  | Lost
  | Removed
  | NotFound
  | TakenOver
  | Queued
  | LineFull;

/** Whether the caller left a line, or let go of a reservation. */
export type Withdrawn = { kind: 'withdrawn'; wasWaiting: boolean };

/** The lock that holds the key after the outcome, as its transition saw it; null when free. */
export function heldAfter(outcome: TransitionOutcome): LockSnapshot | null {
  return outcome.kind === 'removed' ? outcome.passedTo : outcome.lock;
}
