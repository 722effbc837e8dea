import { type LockKey } from './lock-key';
import { type QuotaExceeded } from './lock-result';
import { assertInTime, Overloaded } from './errors';
import { type LockStore } from './lock-store';

/** The maximum number of grants of one holder that wait or are in progress. */
const MAX_WAITING_PER_HOLDER = 500;

/** The grants of one holder that wait or are in progress. */
interface Queue {
  /** Resolves when the last one ends; never rejects. */
  last: Promise<void>;
  length: number;
}

/**
 * Limits the number of locks one user can hold. The grants of one holder run one after the other,
 * each counting the locks after the last one, so that this gateway never exceeds the limit; holders
 * never wait for each other. Several gateways can exceed it by the grants in progress in the others.
 */
export class LockQuota {
  private readonly store: LockStore;
  private readonly maxLocks: number;
  private readonly maxWaitMs: number;
  /** One for each holder with a grant in progress, so never more than there are calls. */
  private readonly queues = new Map<string, Queue>();

  constructor(options: {
    store: LockStore;
    maxLocks: number;
    /**
     * How long a grant may wait before it begins; less than the time limit of a call, so that no
     * grant begins after its caller was answered.
     */
    maxWaitMs: number;
  }) {
    this.store = options.store;
    this.maxLocks = options.maxLocks;
    this.maxWaitMs = options.maxWaitMs;
  }

  /** How many holders have grants in progress. */
  get size(): number {
    return this.queues.size;
  }

  /**
   * Runs a grant of some different keys, after the earlier ones of the holder, if the holder then has
   * no more than the limit or has them all already. Rejects when counting or the grant does; with `Overloaded`, without having begun
   * the grant, after `maxWaitMs` or the deadline of the call, or when too many grants of the holder are waiting.
   */
  async grant<Outcome>(
    request: { holderId: string; keys: readonly LockKey[]; deadlineAt?: number | undefined },
    run: () => Promise<Outcome>,
  ): Promise<Outcome | QuotaExceeded> {
    const { holderId, keys } = request;
    const queue = this.queueOf(holderId);
    if (queue.length >= MAX_WAITING_PER_HOLDER) throw tooLate();
    const now = performance.now();
    const deadlineAt = Math.min(now + this.maxWaitMs, request.deadlineAt ?? Infinity);
    let hasBegun = false;
    const granting = queue.last.then(async (): Promise<Outcome | QuotaExceeded> => {
      assertInTime(deadlineAt);
      const hasRoom = await this.hasRoom(holderId, keys);
      // Counting may have used up the time.
      assertInTime(deadlineAt);
      hasBegun = true;
      return hasRoom ? run() : { kind: 'quotaExceeded', maxLocks: this.maxLocks };
    });
    queue.length += 1;
    // A failure is reported to its caller; the next grant only waits for the end.
    const leave = (): void => this.leave(holderId, queue);
    queue.last = granting.then(leave, leave);
    return this.inTime(granting, { waitMs: deadlineAt - now, hasBegun: () => hasBegun });
  }

  /** Rejects in time when the grant waits behind a slow one. */
  private async inTime<Result>(
    granting: Promise<Result>,
    { waitMs, hasBegun }: { waitMs: number; hasBegun: () => boolean },
  ): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        if (!hasBegun()) reject(tooLate());
      }, waitMs + 1);
    });
    try {
      return await Promise.race([granting, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private queueOf(holderId: string): Queue {
    const queue = this.queues.get(holderId) ?? { last: Promise.resolve(), length: 0 };
    this.queues.set(holderId, queue);
    return queue;
  }

  private leave(holderId: string, queue: Queue): void {
    queue.length -= 1;
    if (queue.length === 0) this.queues.delete(holderId);
  }

  private async hasRoom(holderId: string, keys: readonly LockKey[]): Promise<boolean> {
    const room = this.maxLocks - (await this.store.count({ holderId }));
    if (keys.length <= room) return true;
    const held = await Promise.all(keys.map((key) => this.store.find(key)));
    const more = held.filter((lock) => lock?.holder.id !== holderId).length;
    return more === 0 || more <= room;
  }
}

function tooLate(): Overloaded {
  return new Overloaded('too many grants of the holder are waiting');
}
