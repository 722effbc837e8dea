import {
  type HeldLock,
  type HoldOptions,
  type HoldSnapshot,
  LockNotHeld,
} from '../../../src/client/held-lock';
import { type LockClient } from '../../../src/client/lock-client';
import {
  type LockWatch,
  type WatchFilter,
  type WatchSnapshot,
} from '../../../src/client/lock-watch';
import { type Lock, type LockEvent } from '../../../src/client/lock-types';

/** A hold that is what a test says. */
export class ManualHold {
  #snapshot: HoldSnapshot = { state: 'acquiring' };
  readonly #listeners = new Set<() => void>();
  /** The names of the methods that were called, in order. */
  readonly calls: string[] = [];

  constructor(
    readonly route: string,
    readonly id: string,
    readonly options: HoldOptions,
  ) {}

  get listeners(): number {
    return this.#listeners.size;
  }

  become(snapshot: HoldSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of [...this.#listeners]) listener();
  }

  get held(): HeldLock {
    const did = (name: string) => (): void => void this.calls.push(name);
    const doneLater = (name: string) => (): Promise<void> => {
      this.calls.push(name);
      return Promise.resolve();
    };
    return {
      route: this.route,
      id: this.id,
      subscribe: (listener) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
      getSnapshot: () => this.#snapshot,
      signal: AbortSignal.abort(),
      fencingToken: () => {
        throw new LockNotHeld(this.#snapshot);
      },
      whenHeld: () => Promise.reject(new LockNotHeld(this.#snapshot)),
      wait: did('wait'),
      stopWaiting: did('stopWaiting'),
      takeOver: doneLater('takeOver'),
      adopt: did('adopt'),
      retry: did('retry'),
      renote: doneLater('renote'),
      touch: did('touch'),
      acknowledge: did('acknowledge'),
      release: doneLater('release'),
      [Symbol.asyncDispose]: doneLater('release'),
    };
  }
}

/** A watch whose picture is what a test says. */
export class ManualWatch {
  #snapshot: WatchSnapshot = pictureOf('connecting', []);
  readonly #listeners = new Set<() => void>();
  readonly #eventListeners = new Set<(event: LockEvent) => void>();
  isClosed = false;

  constructor(readonly filter: WatchFilter) {}

  show(status: WatchSnapshot['status'], locks: readonly Lock[]): void {
    this.#snapshot = pictureOf(status, locks);
    for (const listener of [...this.#listeners]) listener();
  }

  tell(event: LockEvent): void {
    for (const listener of [...this.#eventListeners]) listener(event);
  }

  get watch(): LockWatch {
    return {
      subscribe: (listener) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
      getSnapshot: () => this.#snapshot,
      onEvent: (listener) => {
        this.#eventListeners.add(listener);
        return () => void this.#eventListeners.delete(listener);
      },
      close: () => void (this.isClosed = true),
    };
  }
}

function pictureOf(status: WatchSnapshot['status'], locks: readonly Lock[]): WatchSnapshot {
  const byId = new Map(locks.map((lock) => [lock.id, lock]));
  return { status, locks: byId, get: (route, id) => byId.get(`${route}/${id}`) };
}

/** A client that notes what is begun, for tests of when that happens. */
export class ManualClient {
  readonly holds: ManualHold[] = [];
  readonly watches: ManualWatch[] = [];

  get client(): LockClient {
    const parts: Pick<LockClient, 'sessionId' | 'hold' | 'watch'> = {
      sessionId: 'tab',
      hold: (route, id, options = {}) => {
        const hold = new ManualHold(route, id, options);
        this.holds.push(hold);
        return hold.held;
      },
      watch: (filter = {}) => {
        const watch = new ManualWatch(filter);
        this.watches.push(watch);
        return watch.watch;
      },
    };
    return parts as LockClient;
  }
}
