import { type LockClient } from '../client/lock-client';
import { type Lock } from '../client/lock-types';
import { type WatchStatus } from '../client/lock-watch';

/** The locks on some records of a route at one moment. */
export interface RecordLocks {
  readonly status: WatchStatus;
  /** By the id of the record; a free record has no entry. */
  readonly locks: ReadonlyMap<string, Lock>;
}

/** Before anything is known. */
export const NO_LOCKS: RecordLocks = { status: 'connecting', locks: new Map() };

/** What a gateway watches at once. */
const MAX_IDS = 200;

/** Whoever knows least decides what can be said of all. */
const FROM_WORST: readonly WatchStatus[] = ['offline', 'connecting', 'polling'];

/** The locks on the rows of a table, whose records change from time to time. */
export class RowLocks {
  #now = NO_LOCKS;

  constructor(
    private readonly client: LockClient,
    private readonly route: string,
  ) {}

  /** The same object until something changes. */
  readonly getSnapshot = (): RecordLocks => this.#now;

  /** Watches any number of records. What was known stays until there is an answer for each of them. */
  watch(ids: readonly string[], listener: () => void): () => void {
    const parts = Array.from({ length: Math.ceil(ids.length / MAX_IDS) }, (_, index) => {
      const start = index * MAX_IDS;
      return this.client.watch({ route: this.route, ids: ids.slice(start, start + MAX_IDS) });
    });
    const look = (): void => {
      const seen = parts.map((part) => part.getSnapshot());
      const status =
        FROM_WORST.find((worst) => seen.some((part) => part.status === worst)) ?? 'live';
      const locks = seen.flatMap((part) => [...part.locks.values()]);
      this.#now = {
        status,
        locks:
          status === 'connecting'
            ? this.#now.locks
            : new Map(locks.map((lock) => [lock.resourceId, lock])),
      };
      listener();
    };
    const ends = parts.flatMap((part) => [part.subscribe(look), part.close]);
    look();
    return () => ends.forEach((end) => end());
  }
}
