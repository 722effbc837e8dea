import { type LockKey } from './lock-key';
import { type QuotaExceeded } from './lock-result';
import { type LockStore, Overloaded } from './lock-store';

/**
 * How many locks one user may hold. The grants of one holder run one after the other, each counting
 * what the last has left, so that through this gateway exactly as many are given as fit; holders
 * never wait for each other. Several gateways can exceed it by what is on its way in the others.
 */
export class LockQuota {
  /** The last grant of each holder that has one on its way; never rejects. */
  private readonly lastGrants = new Map<string, Promise<void>>();

  private readonly store: LockStore;
  private readonly maxLocks: number;
  private readonly beginWithinMs: number;

  constructor(options: {
    store: LockStore;
    maxLocks: number;
    /** Less than callers wait: no grant begins that its caller has been told failed. */
    beginWithinMs: number;
  }) {
    this.store = options.store;
    this.maxLocks = options.maxLocks;
    this.beginWithinMs = options.beginWithinMs;
  }

  /**
   * Runs a grant, after those the holder asked for before, when the holder has room for it or has
   * that very lock. Rejects when counting or the grant does, and with `Overloaded` when waiting for
   * others and counting left no time to begin.
   */
  async grant<Outcome>(
    { holderId, key }: { holderId: string; key: LockKey },
    run: () => Promise<Outcome>,
  ): Promise<Outcome | QuotaExceeded> {
    const before = this.lastGrants.get(holderId) ?? Promise.resolve();
    const askedAt = performance.now();
    const granting = before.then(async (): Promise<Outcome | QuotaExceeded> => {
      this.assertInTime(askedAt);
      const hasRoom = await this.hasRoom(holderId, key);
      if (!hasRoom) return { kind: 'quotaExceeded', maxLocks: this.maxLocks };
      this.assertInTime(askedAt);
      return run();
    });
    // A failed grant is its caller's to hear of, the next one only waits for its end.
    const ended = granting.then(
      () => undefined,
      () => undefined,
    );
    this.lastGrants.set(holderId, ended);
    try {
      return await granting;
    } finally {
      if (this.lastGrants.get(holderId) === ended) this.lastGrants.delete(holderId);
    }
  }

  private assertInTime(askedAt: number): void {
    if (performance.now() - askedAt > this.beginWithinMs) {
      throw new Overloaded('there is no time left to begin the grant');
    }
  }

  private async hasRoom(holderId: string, key: LockKey): Promise<boolean> {
    if ((await this.store.count({ holderId })) < this.maxLocks) return true;
    return (await this.store.find(key))?.holder.id === holderId;
  }
}
