import { type Agenda } from './agenda';
import { type Clock } from './clock';
import { type Beat, type Heartbeat } from './heartbeat';
import { type LockFault } from './lock-fault';
import { type GrantKey, type Lock, type RenewOutcome } from './lock-types';
import { faultOfStatus } from './to-fault';

/** Renewed this often when the lease has no end, to learn of a loss. */
const EVERY_MS_WITHOUT_END = 300_000;
const SHORTEST_MS = 1_000;

/** How much earlier than the gateway the client counts a lease as over: reading clocks, and their drift. */
const MARGIN_MS = 250;
const MARGIN_PART = 0.001;

/** What keeps a grant tells of it. */
export interface GrantEvents {
  /** The time that was promised is over, and it is not known what came of it. */
  readonly lapsed: () => void;
  readonly answered: (answer: RenewOutcome | LockFault, askedAt: number) => void;
}

/**
 * The grant of a lock, and until when it can be promised: the time between the moment before it was asked for
 * and the end of its lease by the gateway's answer, whatever the wall clock says. It is renewed until
 * it is dropped, also when nothing is promised any more, since that is how it is found to stand.
 */
export class KeptGrant {
  #lock: Lock | null = null;
  #promisedUntil = -Infinity;
  #controller = new AbortController();
  #beat: Beat | null = null;

  constructor(
    private readonly deps: { clock: Clock; agenda: Agenda; heartbeat: Heartbeat },
    private readonly events: GrantEvents,
  ) {
    this.#controller.abort();
  }

  /** The lock as it was told last; null when there is no grant. */
  get lock(): Lock | null {
    return this.#lock;
  }

  get fencingToken(): number | undefined {
    return this.#lock?.fencingToken;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** True while nobody else can have the record, by the clock at this moment. */
  isPromised(): boolean {
    if (this.deps.clock.now() >= this.#promisedUntil) this.#lapse();
    return !this.#controller.signal.aborted;
  }

  /** The gateway said, to a request sent at `askedAt` at the earliest, that the caller has this lock. */
  accept(lock: Lock, askedAt: number): void {
    // Of no gateway: without a number, the promise would never end.
    if (!(lock.fencingToken > 0 && lock.expiresInMs! > -Infinity)) throw faultOfStatus(200);
    const isSame = lock.fencingToken === this.fencingToken;
    if (!isSame) this.#end();
    const until = promisedUntil(lock, askedAt);
    // An answer that came out of order does not take back what a later one promised.
    this.#promisedUntil = isSame ? Math.max(this.#promisedUntil, until) : until;
    this.#lock = lock;
    this.#renewEvery(intervalOf(lock), askedAt);
    if (this.deps.clock.now() >= this.#promisedUntil) {
      this.#lapse();
      return;
    }
    if (this.#controller.signal.aborted) this.#controller = new AbortController();
    if (this.#promisedUntil < Infinity) {
      this.deps.agenda.set(this, this.#promisedUntil, () => this.isPromised());
    }
  }

  /** What is told of this very grant without a promise, such as who waits. */
  note(lock: Lock): void {
    this.#lock = lock;
  }

  /** The promise is over, for example by an expiry that was told: asks at once what came of it. */
  doubt(): void {
    this.#lapse();
    this.askNow();
  }

  /** Renews now. */
  askNow(): void {
    if (this.#beat) this.deps.heartbeat.hurry(this.#beat);
  }

  /** There is no grant any more; fires the signal. */
  drop(): void {
    this.#end();
    this.#lock = null;
  }

  #end(): void {
    this.#promisedUntil = -Infinity;
    this.deps.agenda.clear(this);
    if (this.#beat) this.deps.heartbeat.clear(this.#beat);
    this.#beat = null;
    this.#controller.abort();
  }

  #lapse(): void {
    if (this.#controller.signal.aborted) return;
    this.#promisedUntil = -Infinity;
    this.deps.agenda.clear(this);
    this.#controller.abort();
    this.events.lapsed();
  }

  #renewEvery(everyMs: number, askedAt: number): void {
    if (this.#beat) this.deps.heartbeat.clear(this.#beat);
    const { route, resourceId: id, fencingToken } = this.#lock!;
    const grant: GrantKey = { route, id, fencingToken };
    this.#beat = { grant, everyMs, answered: this.events.answered };
    this.deps.heartbeat.set(this.#beat, Math.max(askedAt + everyMs, this.deps.clock.now()));
  }
}

function promisedUntil({ expiresInMs }: Lock, askedAt: number): number {
  if (expiresInMs === null) return Infinity;
  return askedAt + expiresInMs - MARGIN_MS - expiresInMs * MARGIN_PART;
}

function intervalOf({ expiresInMs }: Lock): number {
  if (expiresInMs === null) return EVERY_MS_WITHOUT_END;
  return Math.max(expiresInMs / 3, SHORTEST_MS);
}
