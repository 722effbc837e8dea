import { type LockKey } from './lock-key';
import { type QuotaExceeded } from './lock-result';
import { Overloaded } from './errors';
import { type LockStore } from './lock-store';

/** How many grants of one holder may wait for one another. */
const MAX_WAITING_PER_HOLDER = 500;

/** The grants of one holder that are on their way or wait. */
interface Line {
  /** The end of the last one; never rejects. */
  last: Promise<void>;
  length: number;
}

/**
 * How many locks one user may hold. The grants of one holder run one after the other, each counting
 * what the last has left, so that through this gateway exactly as many are given as fit; holders
 * never wait for each other. Several gateways can exceed it by what is on its way in the others.
 */
export class LockQuota {
  private readonly store: LockStore;
  private readonly maxLocks: number;
  private readonly maxWaitMs: number;
  /** One for each holder that has a grant on its way, so never more than there are calls. */
  private readonly lines = new Map<string, Line>();

  constructor(options: {
    store: LockStore;
    maxLocks: number;
    /**
     * How long after it was asked for a grant may begin; less than callers are kept waiting, so that
     * none begins that its caller has been told failed.
     */
    maxWaitMs: number;
  }) {
    this.store = options.store;
    this.maxLocks = options.maxLocks;
    this.maxWaitMs = options.maxWaitMs;
  }

  /** How many holders have grants on their way. */
  get size(): number {
    return this.lines.size;
  }

  /**
   * Runs a grant, after those the holder asked for before, when the holder has room for it or has
   * that very lock. Rejects when counting or the grant does, and with `Overloaded`, without having
   * begun it, once `maxWaitMs` have passed or when 500 of the holder are waiting.
   */
  async grant<Outcome>(
    { holderId, key }: { holderId: string; key: LockKey },
    run: () => Promise<Outcome>,
  ): Promise<Outcome | QuotaExceeded> {
    const line = this.lineOf(holderId);
    if (line.length >= MAX_WAITING_PER_HOLDER) throw tooLate();
    const deadlineAt = performance.now() + this.maxWaitMs;
    let hasBegun = false;
    const granting = line.last.then(async (): Promise<Outcome | QuotaExceeded> => {
      assertInTime(deadlineAt);
      const hasRoom = await this.hasRoom(holderId, key);
      // Counting may have taken all the time there was.
      assertInTime(deadlineAt);
      hasBegun = true;
      return hasRoom ? run() : { kind: 'quotaExceeded', maxLocks: this.maxLocks };
    });
    line.length += 1;
    // A failed grant is its caller's to hear of, the next one only waits for its end.
    const leave = (): void => this.leave(holderId, line);
    line.last = granting.then(leave, leave);
    return this.inTime(granting, () => hasBegun);
  }

  /** A caller behind a slow grant is told in time that its own will not begin. */
  private async inTime<Result>(
    granting: Promise<Result>,
    hasBegun: () => boolean,
  ): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        if (!hasBegun()) reject(tooLate());
      }, this.maxWaitMs + 1);
    });
    try {
      return await Promise.race([granting, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private lineOf(holderId: string): Line {
    const line = this.lines.get(holderId) ?? { last: Promise.resolve(), length: 0 };
    this.lines.set(holderId, line);
    return line;
  }

  private leave(holderId: string, line: Line): void {
    line.length -= 1;
    if (line.length === 0) this.lines.delete(holderId);
  }

  private async hasRoom(holderId: string, key: LockKey): Promise<boolean> {
    if ((await this.store.count({ holderId })) < this.maxLocks) return true;
    return (await this.store.find(key))?.holder.id === holderId;
  }
}

function assertInTime(deadlineAt: number): void {
  if (performance.now() > deadlineAt) throw tooLate();
}

function tooLate(): Overloaded {
  return new Overloaded('too many grants of the holder are waiting');
}
