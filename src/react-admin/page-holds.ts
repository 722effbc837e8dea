import { type HeldLock, type HoldOptions, type HoldSnapshot } from '../client/held-lock';
import { type LockClient } from '../client/lock-client';
import { type Lock, type LockKey } from '../client/lock-types';
import { notHeldError } from './http-error';

/** What `meta` of `lock` may say. */
export type LockMeta = Pick<HoldOptions, 'ttlSeconds' | 'note' | 'wait' | 'adopt' | 'idleMs'>;

interface PageHold {
  readonly hold: HeldLock;
  /** Counts the calls of `lock`: a later one takes an unlocking back. */
  locked: number;
  /** True once a call of `lock` got it. */
  isGot: boolean;
}

/** The records that this page holds: each once, however often it is locked. */
export class PageHolds {
  readonly #client: LockClient;
  readonly #holds = new Map<string, PageHold>();

  constructor(client: LockClient) {
    this.#client = client;
  }

  /** Acquires, and renews until `unlock`; rejects with a `LockHttpError` when somebody else has it. */
  async lock(key: LockKey, meta: LockMeta): Promise<Lock> {
    const name = nameOf(key);
    const last = this.#holds.get(name);
    if (last && isOver(last.hold.getSnapshot())) await this.#forget(name, last);
    const entry = this.#holds.get(name) ?? this.#begin(key, meta);
    entry.locked += 1;
    this.#holds.set(name, entry);
    const snapshot = await settled(entry.hold);
    if (snapshot.state === 'held') {
      entry.isGot = true;
      return snapshot.lock;
    }
    // Nobody said that what an earlier call got is over.
    if (!(entry.isGot && snapshot.state === 'offline')) await this.#forget(name, entry);
    throw notHeldError(snapshot);
  }

  /** Releases; resolves with the lock as it was, or null when this page did not hold it. */
  async unlock(key: LockKey): Promise<Lock | null> {
    const name = nameOf(key);
    const entry = this.#holds.get(name);
    if (entry === undefined) return null;
    const { locked } = entry;
    const snapshot = entry.hold.getSnapshot();
    // StrictMode unlocks and locks again in one turn.
    await new Promise((resolve) => setTimeout(resolve));
    if (entry.locked === locked) await this.#forget(name, entry);
    return snapshot.state === 'held' ? snapshot.lock : null;
  }

  /** The fencing token of a record that this page holds now. */
  fencingTokenOf(key: LockKey): number | undefined {
    const snapshot = this.#holds.get(nameOf(key))?.hold.getSnapshot();
    return snapshot?.state === 'held' ? snapshot.fencingToken : undefined;
  }

  #begin({ route, id }: LockKey, meta: LockMeta): PageHold {
    const { ttlSeconds, note, wait, adopt, idleMs } = meta;
    const hold = this.#client.hold(route, id, { ttlSeconds, note, wait, adopt, idleMs });
    return { hold, locked: 0, isGot: false };
  }

  #forget(name: string, entry: PageHold): Promise<void> {
    if (this.#holds.get(name) === entry) this.#holds.delete(name);
    return entry.hold.release();
  }
}

function nameOf({ route, id }: LockKey): string {
  return JSON.stringify([route, id]);
}

function isOver({ state }: HoldSnapshot): boolean {
  return state === 'lost' || state === 'released';
}

/** The first state that answers whether the record is held. */
function settled(hold: HeldLock): Promise<HoldSnapshot> {
  return new Promise((resolve) => {
    const settle = (): void => {
      const snapshot = hold.getSnapshot();
      if (['acquiring', 'reserved', 'waiting'].includes(snapshot.state)) return;
      leave();
      resolve(snapshot);
    };
    const leave = hold.subscribe(settle);
    settle();
  });
}
