import { backoffMs } from './backoff';
import { type HoldOptions, type HoldSnapshot, type LostReason } from './held-lock';
import { type HoldDeps } from './hold-deps';
import { KeptGrant } from './kept-grant';
import { createLifeCalls, type LifeCalls } from './life-calls';
import { type LifeOptions } from './life-options';
import { type PicturedLock } from './live-hub';
import { LockFault } from './lock-fault';
import { isOver, overUpTo, reasonOf } from './lock-news';
import {
  type AcquireOutcome,
  type Lock,
  type LockEvent,
  type LockWaiter,
  type Removal,
  type RenewOutcome,
} from './lock-types';
import { Steps } from './steps';
import { toLockFault } from './to-fault';

/** Sooner than a place in line ends (60 s), and often enough to learn of the turn without a socket. */
const ASK_AGAIN_MS = 20_000;
/** So many failed asks in a row leave a place in line in doubt. */
const FAILURES_IN_LINE = 3;

/**
 * One life of a hold: from the first request until it ends, on purpose or by a fault that no retry mends. It
 * has one request on the way at a time, apart from renewals.
 */
export class HoldLife {
  lastToken: number | undefined;
  readonly #grant: KeptGrant;
  #snapshot: HoldSnapshot = { state: 'acquiring' };
  #waiters: readonly LockWaiter[] = [];
  readonly #calls: LifeCalls;
  #wait: HoldOptions['wait'];
  /** Who waits, by the last answer: somebody else may have signed in since. */
  #viewerId: string | undefined;
  #isInterrupted = false;
  #hasEnded = false;
  /** Grants up to this token are over, as was told: an answer that says otherwise is late. */
  #overUpTo = 0;
  #failures = 0;
  #lastFault: LockFault | null = null;
  readonly #steps: Steps;
  readonly #again = {};
  #leave: (() => void) | null = null;

  constructor(
    private readonly life: LifeOptions,
    private readonly deps: HoldDeps,
  ) {
    this.#wait = life.wait;
    this.lastToken = life.lastToken;
    this.#steps = new Steps({
      begins: () => this.deps.agenda.clear(this.#again),
      failed: (error, step) => this.#failed(toLockFault(error), step),
      isOver: () => this.#hasEnded,
    });
    this.#calls = createLifeCalls(life, deps, this.#steps);
    this.#grant = new KeptGrant(deps, {
      lapsed: () => this.#showOffline(),
      answered: (answer, askedAt) => this.#renewed(answer, askedAt),
    });
  }

  get signal(): AbortSignal {
    this.#grant.isPromised();
    return this.#grant.signal;
  }

  get snapshot(): HoldSnapshot {
    this.#grant.isPromised();
    return this.#snapshot;
  }

  /** True while there is a grant, promised or in doubt. */
  get hasGrant(): boolean {
    return this.#grant.lock !== null;
  }

  /** Whether somebody wants to wait in line. */
  get wish(): HoldOptions['wait'] {
    return this.#wait ?? false;
  }

  begin(): void {
    void this.#steps.run(() => this.#acquire());
  }

  /** Acquires anew, or asks at once what came of the grant. */
  retry(): void {
    if (this.#grant.lock) this.#grant.askNow();
    else if (this.#snapshot.state !== 'waiting') void this.#steps.run(() => this.#acquire());
    else void this.#steps.run(() => this.#request());
  }

  adopt(): void {
    if (!this.#grant.lock) void this.#steps.run(() => this.#acquire(true));
  }

  wait(message: string | undefined): void {
    this.#wait = { message };
    if (!this.#grant.lock) void this.#steps.run(() => this.#request());
  }

  stopWaiting(): void {
    this.#wait = false;
    if (!this.#calls.isInLine()) return;
    void this.#steps.run(async () => {
      await this.#calls.withdraw();
      if (this.#snapshot.state === 'waiting') this.#blocked(this.#snapshot.lock);
      else if (this.#snapshot.state === 'offline') this.retry();
    });
  }

  takeOver(how: { reason?: string | undefined; note?: string | undefined }): Promise<void> {
    return this.#steps.track(this.#takeOver(how));
  }

  async #takeOver(how: { reason?: string | undefined; note?: string | undefined }): Promise<void> {
    try {
      await this.#calls.takeOver(how);
    } finally {
      // A take-over is in no session: acquiring puts it into this one, before any other tab does. After
      // a fault it shows whether the lock was taken over all the same. After the end it is given back.
      await (this.#hasEnded ? this.#acquire() : this.#steps.run(() => this.#acquire()));
    }
  }

  async renote(note: string): Promise<void> {
    const askedAt = this.deps.clock.now();
    const outcome = await this.#steps.track(this.#calls.renote(note));
    if (!this.#hasEnded) this.#answered(outcome, askedAt);
  }

  /** The record was loaded under this grant; what came between the grants before does not matter any more. */
  acknowledge(fencingToken: number): void {
    if (fencingToken !== this.#grant.fencingToken) return;
    this.#isInterrupted = false;
    this.#showHeld();
  }

  /**
   * Ends this life with a last snapshot: fires the signal, then removes the lock and leaves the line, unless
   * somebody else says goodbye.
   */
  end(snapshot: HoldSnapshot, sayGoodbye = true): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const { fencingToken } = this.#grant;
    this.#grant.drop();
    this.deps.agenda.clear(this.#again);
    this.#leave?.();
    this.#show(snapshot);
    if (sayGoodbye) this.#calls.giveBack(fencingToken);
    this.life.ended();
  }

  /** Resolves when nothing of this life is on the way any more. */
  settled(): Promise<void> {
    return this.#steps.settled();
  }

  /** What is to be removed by whoever ends this life without a goodbye. */
  get leftover(): Removal | undefined {
    return this.#calls.leftover(this.#grant.fencingToken);
  }

  /** A change of the lock was told. */
  event(event: LockEvent): void {
    if (this.#hasEnded) return;
    this.#overUpTo = Math.max(this.#overUpTo, overUpTo(event));
    const { fencingToken } = this.#grant;
    if (fencingToken === undefined) {
      this.#picture(event.currentLock);
      return;
    }
    if (!isOver(event, fencingToken)) {
      if (event.currentLock) this.#told(event.currentLock);
    } else if (event.type === 'EXPIRED' || event.currentLock?.heldByMe) {
      // It can be revived until somebody else has it; or it is in another tab, or another life.
      this.#lastFault = null;
      this.#grant.doubt();
    } else this.#lost(reasonOf(event), event.currentLock, event.reason);
  }

  /** The whole picture was told: this is the lock on the record, if any. */
  picture(lock: PicturedLock | null): void {
    if (this.#hasEnded) return;
    const { fencingToken } = this.#grant;
    if (fencingToken === undefined) this.#picture(lock);
    else if (lock?.fencingToken === fencingToken) this.#told(lock);
    // The picture may be older than the grant: the gateway knows.
    else this.#grant.askNow();
  }

  /** The grant stands, and this is what is new of it. */
  #told(lock: PicturedLock): void {
    if (lock.fencingToken !== this.#grant.fencingToken) return;
    if (lock.waiters) this.#waiters = lock.waiters;
    this.#grant.note(lock);
    this.#showHeld();
  }

  /** What is told while the record is not held. */
  #picture(lock: PicturedLock | null): void {
    const shown = this.#snapshot;
    if (shown.state === 'waiting' || shown.state === 'reserved') {
      if (!lock) void this.#steps.run(() => this.#request());
      else if (lock.heldByMe && lock.reserved) {
        this.#show({ state: 'reserved', lock, claimUntil: lock.expiresAt });
        void this.#steps.run(() => this.#acquire());
      } else if (shown.state === 'waiting') this.#moveUp(shown, lock);
    } else if (shown.state === 'heldByOther' || shown.state === 'heldInOtherTab') {
      // What a page before this one asked for, or this one gave up, and got late, is there to be taken.
      if (lock && !this.#isHere(lock.sessionId)) this.#blocked(lock);
      else this.#show({ ...shown, isFree: true });
    } else if (shown.state === 'lost') this.#show({ ...shown, lock });
    // What was asked answers all other states.
  }

  #isHere(sessionId: string | null): boolean {
    return sessionId === this.life.sessionId || this.deps.isLeftOver(sessionId);
  }

  #moveUp(shown: HoldSnapshot & { state: 'waiting' }, lock: PicturedLock): void {
    const place = lock.waiters?.find(({ user }) => user.id === this.#viewerId);
    this.#show({ ...shown, lock, position: place?.position ?? shown.position });
  }

  async #acquire(adopt = false): Promise<void> {
    const askedAt = this.deps.clock.now();
    const outcome = await this.#calls.acquire(adopt);
    if (this.#hasEnded) return;
    const { lock } = outcome;
    const isMoved =
      outcome.__typename === 'LockConflict' &&
      lock.heldByMe &&
      !adopt &&
      (this.life.options.adopt || this.deps.isLeftOver(lock.sessionId));
    if (isMoved) void this.#steps.run(() => this.#acquire(true));
    else this.#answered(outcome, askedAt);
  }

  #answered(outcome: AcquireOutcome, askedAt: number): void {
    if (outcome.__typename === 'LockAcquired') {
      this.#waiters = outcome.lock.waiters;
      this.#granted(outcome.lock, askedAt);
    } else if (this.#grant.lock) this.#lost('unknown', outcome.lock);
    else if (this.#wait && !outcome.lock.heldByMe) void this.#steps.run(() => this.#request());
    else this.#blocked(outcome.lock);
  }

  async #request(): Promise<void> {
    const askedAt = this.deps.clock.now();
    const message = typeof this.#wait === 'object' ? this.#wait.message : undefined;
    const outcome = await this.#calls.request(message);
    if (this.#hasEnded) return;
    if (outcome.__typename === 'LockAcquired') {
      this.#waiters = outcome.lock.waiters;
      this.#granted(outcome.lock, askedAt);
      if (this.#calls.asksForMore) void this.#steps.run(() => this.#acquire());
      return;
    }
    this.#failures = 0;
    const { lock, position } = outcome;
    this.#viewerId = lock.waiters[position - 1]?.user.id;
    this.#show({ state: 'waiting', lock, position });
    this.#watch();
    if (!this.#wait) this.stopWaiting();
    this.deps.agenda.after(
      this.#again,
      ASK_AGAIN_MS,
      () => void this.#steps.run(() => this.#request()),
    );
  }

  #granted(lock: Lock, askedAt: number): void {
    if (lock.fencingToken <= this.#overUpTo) {
      if (this.#snapshot.state === 'lost') return;
      this.#grant.drop();
      void this.#steps.run(() => this.#acquire());
      return;
    }
    const isNew = this.#grant.fencingToken !== lock.fencingToken;
    if (isNew) this.#isInterrupted = ![undefined, lock.fencingToken].includes(this.lastToken);
    this.lastToken = lock.fencingToken;
    this.#failures = 0;
    this.#leave?.();
    this.#grant.accept(lock, askedAt);
    if (this.#grant.isPromised()) this.#showHeld();
    else this.#showOffline();
  }

  #renewed(answer: RenewOutcome | LockFault, askedAt: number): void {
    if (this.#hasEnded) return;
    if (answer instanceof LockFault) {
      this.#lastFault = answer;
      if (this.#snapshot.state === 'offline') this.#failed(answer);
    } else if (answer.__typename === 'LockLost') {
      this.#lost(this.#snapshot.state === 'offline' ? 'expired' : 'unknown', answer.currentLock);
    } else {
      this.#granted(answer.lock, askedAt);
      if (answer.lock.waiterCount !== this.#waiters.length) void this.#readLine();
    }
  }

  async #readLine(): Promise<void> {
    const lock = await this.#calls.read();
    if (lock && !this.#hasEnded && this.#grant.isPromised()) this.#told(lock);
  }

  #lost(reason: LostReason, current: PicturedLock | null, reasonGiven: string | null = null): void {
    this.#grant.drop();
    const { heldByMe = false, sessionId = null } = current ?? {};
    if (current && heldByMe && sessionId !== null && !this.#isHere(sessionId)) {
      this.#blocked(current);
    } else if (heldByMe) {
      this.#show({ state: 'acquiring' });
      void this.#steps.run(() => this.#acquire());
    } else {
      this.#show({ state: 'lost', reason, reasonGiven, lock: current });
      this.#watch();
    }
  }

  #blocked(lock: Lock): void {
    const state = lock.heldByMe ? 'heldInOtherTab' : 'heldByOther';
    this.#show({ state, lock, isFree: false });
    this.#watch();
  }

  /** Follows the record while somebody else has it; that also keeps a place in line. */
  #watch(): void {
    if (this.#leave || this.#hasEnded) return;
    const { route, id } = this.life.key;
    const stop = this.deps.hub.subscribe(
      { route, ids: [id] },
      {
        picture: (locks) => this.picture([...locks.values()][0] ?? null),
        event: (event) => this.event(event),
      },
    );
    this.#leave = () => {
      this.#leave = null;
      stop();
    };
  }

  #failed(fault: LockFault, step?: () => Promise<void>): void {
    this.#lastFault = fault;
    if (this.#grant.isPromised()) return;
    if (isFinal(fault)) {
      this.end({ state: 'released', reason: 'fault', fault });
      return;
    }
    const isWaiting = this.#snapshot.state === 'waiting' || this.#snapshot.state === 'reserved';
    if (!step) {
      this.#showOffline();
      return;
    }
    this.#failures += 1;
    if (!isWaiting || this.#failures >= FAILURES_IN_LINE) this.#showOffline();
    const random = this.deps.ports.random();
    const inMs = backoffMs(this.#failures, { random, atLeastMs: fault.retryAfterMs });
    this.deps.agenda.after(this.#again, inMs, () => void this.#steps.run(step));
  }

  #showHeld(): void {
    const lock = this.#grant.lock;
    if (!lock || !this.#grant.isPromised()) return;
    this.#show({
      state: 'held',
      lock,
      fencingToken: lock.fencingToken,
      signal: this.#grant.signal,
      isInterrupted: this.#isInterrupted,
      waiters: this.#waiters,
    });
  }

  #showOffline(): void {
    const fault = this.#lastFault ?? new LockFault('timeout', 'Not renewed.');
    this.#show({ state: 'offline', fault, lastLock: this.#grant.lock });
  }

  #show(snapshot: HoldSnapshot): void {
    this.#snapshot = snapshot;
    this.life.show(snapshot);
  }
}

/** Asking again changes nothing of these. */
function isFinal({ kind, isRetryable }: LockFault): boolean {
  return !isRetryable && kind !== 'unauthenticated';
}
