import { type LockKey } from './lock-key';
import { type QuotaExceeded } from './lock-result';
import { type LockStore } from './lock-store';

/**
 * How many locks one user may hold. What the store counts and what is on its way through this
 * gateway are added up, so that calls at once never exceed it together; at the limit one of them
 * may be refused that would just have fitted. Several gateways can exceed it by what is on its way
 * in the others.
 */
export class LockQuota {
  private readonly onTheirWay = new Map<string, number>();

  constructor(
    private readonly store: LockStore,
    private readonly maxLocks: number,
  ) {}

  /** Runs a grant when the holder has room for it or has that very lock; rejects when it does. */
  async grant<Outcome>(
    { holderId, key }: { holderId: string; key: LockKey },
    run: () => Promise<Outcome>,
  ): Promise<Outcome | QuotaExceeded> {
    this.add(holderId, 1);
    try {
      const held = await this.store.count({ holderId });
      if (held + (this.onTheirWay.get(holderId) ?? 0) > this.maxLocks) {
        const lock = await this.store.find(key);
        if (lock?.holder.id !== holderId) {
          return { kind: 'quotaExceeded', maxLocks: this.maxLocks };
        }
      }
      return await run();
    } finally {
      this.add(holderId, -1);
    }
  }

  private add(holderId: string, difference: 1 | -1): void {
    const count = (this.onTheirWay.get(holderId) ?? 0) + difference;
    if (count === 0) this.onTheirWay.delete(holderId);
    else this.onTheirWay.set(holderId, count);
  }
}
