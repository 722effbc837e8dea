import { type Call, type SeenLock } from '../history';
import { answerOf, type Fact } from './facts';

/** One grant, known by its fencing token, and the answers that speak of it. */
export class Grant {
  /** Whose end is earliest: by then the grant had surely begun. */
  first: Call | undefined;
  /** Held at some instant after this one's start: until then it had surely not ended. */
  lastHeld: Call | undefined;
  /** The definite removal of this very grant that ended first. */
  removal: Call | undefined;
  readonly creations: Call[] = [];
  readonly removals: Call[] = [];
  readonly sightings: { call: Call; lock: SeenLock }[] = [];
  /** The lease cannot have run out before this time, whatever renewals are unknown. */
  leaseSafeUntilMs = Number.NEGATIVE_INFINITY;

  constructor(
    readonly token: number,
    readonly holder: string,
  ) {}

  /** Notes an answer that shows the grant held. */
  sawHeld(fact: Extract<Fact, { state: 'held' }>, minLeaseMs: number): void {
    const { call, lock } = fact;
    this.saw(call, lock);
    if (!this.lastHeld || call.startMs > this.lastHeld.startMs) this.lastHeld = call;
    const answer = answerOf(call);
    if (answer?.kind === 'granted' && (answer.created === true || call.op === 'takeOver')) {
      this.creations.push(call);
    }
    if (lock.expiresAtMs === undefined) return;
    // A renewal without an answer may have set another lease, but none shorter than the shortest.
    const endsMs = Math.min(lock.expiresAtMs ?? Infinity, call.startMs + minLeaseMs);
    this.leaseSafeUntilMs = Math.max(this.leaseSafeUntilMs, endsMs);
  }

  /** Notes a definite removal of this very grant; it may have run out before. */
  sawRemoved(call: Call, lock: SeenLock): void {
    this.saw(call, lock);
    this.removals.push(call);
    if (!this.removal || call.endMs < this.removal.endMs) this.removal = call;
  }

  private saw(call: Call, lock: SeenLock): void {
    this.sightings.push({ call, lock });
    if (!this.first || call.endMs < this.first.endMs) this.first = call;
  }
}
