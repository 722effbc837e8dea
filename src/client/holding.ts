import { ENDS, type HoldOptions, type HoldSnapshot } from './held-lock';
import { type HoldDeps } from './hold-deps';
import { HoldLife } from './hold-life';
import { IdleWatch } from './idle-watch';
import { type LifeOptions } from './life-options';
import { Listeners } from './listeners';
import { type PicturedLock } from './live-hub';
import { type LockEvent, type LockKey, type Removal } from './lock-types';
import { type Page } from './page';

/** What the holding of one record needs. */
export interface HoldingDeps extends HoldDeps {
  readonly page: Page;
  readonly beginSession: () => string;
  readonly endSession: (sessionId: string) => void;
}

/**
 * One record of a page: held by as many holds as asked for it, in one life after another. A new life begins when
 * nothing of the last one is on the way any more, so that no late answer of that one ends it.
 */
export class Holding {
  readonly listeners: Listeners;
  readonly #idle: IdleWatch;
  /** How many hold it, each with its last callback. */
  readonly #holders = new Set<HoldOptions>();
  #life: HoldLife | null = null;
  #snapshot: HoldSnapshot = { state: 'acquiring' };
  #ending: Promise<void> | null = null;
  #lastToken: number | undefined;
  #isPaused = false;
  /** What was asked for of the line when the page was left. */
  #wait: LifeOptions['wait'];
  /** True once nothing may be asked of the gateway any more. */
  isClosed = false;

  constructor(
    readonly key: LockKey,
    private readonly options: HoldOptions,
    private readonly deps: HoldingDeps,
  ) {
    this.listeners = new Listeners(deps.ports);
    this.#idle = new IdleWatch(options.idleMs, deps, {
      isHeld: () => this.snapshot.state === 'held',
      lastCall: async () => {
        await Promise.all([...this.#holders].map(async (holder) => holder.onIdle?.()));
      },
      idle: () => void this.#end({ state: 'released', reason: 'idle', fault: null }),
      back: () => void this.#start(),
    });
  }

  /** Never says more than is true at this moment. */
  get snapshot(): HoldSnapshot {
    return this.#life?.snapshot ?? this.#snapshot;
  }

  get signal(): AbortSignal {
    return this.#life?.signal ?? AbortSignal.abort();
  }

  /** The life to act on; a new one when there is none. */
  get life(): HoldLife {
    return this.#life ?? this.#start();
  }

  get isUsed(): boolean {
    return this.#holders.size > 0 || this.#ending !== null;
  }

  retain(options: HoldOptions): void {
    this.#holders.add(options);
    if (!this.#life && !this.#isPaused && !this.isClosed) this.#start();
  }

  /** The last one ends it, unless another comes in the same moment, as when a component is mounted twice. */
  async drop(options: HoldOptions): Promise<void> {
    this.#holders.delete(options);
    await Promise.resolve();
    if (this.#holders.size === 0) {
      await this.#end({ state: 'released', reason: 'released', fault: null });
    }
  }

  retry(): void {
    this.#idle.touch();
    if (this.#life) this.#life.retry();
    else if (!this.#isPaused) this.#start();
  }

  acknowledge(fencingToken: number): void {
    this.#life?.acknowledge(fencingToken);
  }

  touch(): void {
    this.#idle.touch();
  }

  /** A change of the lock was told. */
  event(event: LockEvent): void {
    this.#life?.event(event);
  }

  /** All locks of the caller were told, and this is the one on the record, if any. */
  pictureOfMine(lock: PicturedLock | null): void {
    // What is not the caller's may still be somebody else's.
    if (lock || this.#life?.hasGrant) this.#life?.picture(lock);
  }

  /** Ends it for all who hold it. */
  close(): Promise<void> {
    const closed = { state: 'released', reason: 'closed', fault: null } as const;
    this.isClosed = true;
    this.#holders.clear();
    // A page that was left has no life that could show it.
    if (this.#snapshot.state === 'acquiring') this.#show(this.#life, closed);
    return this.#end(closed);
  }

  /** The lock is about to be removed by the page itself: nothing is promised from now on. */
  forget(): void {
    void this.#end({ state: 'released', reason: 'released', fault: null }, false);
  }

  /**
   * The page is left: what it has is given back by the caller, and acquired anew by `resume`. What is read-only
   * stays so.
   */
  pause(): Removal | undefined {
    this.#isPaused = true;
    const leftover = this.#life?.leftover;
    this.#wait = this.#life?.wish;
    if (leftover || (this.#life && !ENDS.has(this.snapshot.state))) {
      void this.#end({ state: 'acquiring' }, false);
    }
    return leftover;
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#holders.size > 0 && this.#snapshot.state === 'acquiring') this.#start(this.#wait);
  }

  #start(wait: LifeOptions['wait'] = this.options.wait): HoldLife {
    const sessionId = this.deps.beginSession();
    const life = new HoldLife(
      {
        key: this.key,
        options: this.options,
        wait,
        sessionId,
        lastToken: this.#lastToken,
        show: (snapshot) => this.#show(life, snapshot),
        ended: () => this.#ended(life, sessionId),
      },
      this.deps,
    );
    this.#life = life;
    const ending = this.#ending;
    this.#show(life, { state: 'acquiring' });
    if (ending) void ending.then(() => life.begin());
    else life.begin();
    return life;
  }

  async #end(snapshot: HoldSnapshot, sayGoodbye = true): Promise<void> {
    this.#idle.stop();
    if (this.#life) void this.#life.end(snapshot, sayGoodbye);
    await this.#ending;
  }

  /** A life has ended, by itself or by `#end`; its last requests may still be on the way. */
  #ended(life: HoldLife, sessionId: string): void {
    this.#lastToken = life.lastToken;
    if (this.#life === life) this.#life = null;
    const ending: Promise<void> = Promise.all([this.#ending, life.settled()]).then(() => {
      this.deps.endSession(sessionId);
      if (this.#ending === ending) this.#ending = null;
    });
    this.#ending = ending;
  }

  #show(life: HoldLife | null, snapshot: HoldSnapshot): void {
    if (this.#life !== life) return;
    const before = this.#snapshot;
    this.#snapshot = snapshot;
    if (snapshot.state === 'held' && before.state !== 'held') this.#idle.start();
    // Later, since a snapshot can change while somebody reads it, as a renderer does.
    queueMicrotask(() => {
      if (this.#snapshot === snapshot) this.listeners.tell();
    });
  }
}
