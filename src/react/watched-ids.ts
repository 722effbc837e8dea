import { type LockClient } from '../client/lock-client';
import { type Lock } from '../client/lock-types';
import { type LockWatch, type WatchStatus } from '../client/lock-watch';

/** What a gateway watches at once. */
const MAX_IDS = 200;

/** The locks on some records of a route at one moment. */
export interface RecordLocks {
  readonly status: WatchStatus;
  /** By the id of the record; a free record has no entry. */
  readonly locks: ReadonlyMap<string, Lock>;
}

/** Whoever knows least decides what can be said of all. */
const FROM_WORST: readonly WatchStatus[] = ['offline', 'connecting', 'polling', 'live'];

/** Watches any number of records of a route as one. */
export class WatchedIds {
  readonly #parts: readonly LockWatch[];
  #seen: readonly unknown[] | undefined;
  #locks: RecordLocks;

  /** Shows `before` until there is an answer for every record. */
  constructor(client: LockClient, route: string, ids: readonly string[], before: RecordLocks) {
    const starts = Array.from({ length: Math.ceil(ids.length / MAX_IDS) }, (_, i) => i * MAX_IDS);
    this.#parts = starts.map((start) =>
      client.watch({ route, ids: ids.slice(start, start + MAX_IDS) }),
    );
    this.#locks = before;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    const leave = this.#parts.map((part) => part.subscribe(listener));
    return () => leave.forEach((leaveOne) => leaveOne());
  };

  /** The same object until something changes. */
  readonly getSnapshot = (): RecordLocks => {
    const parts = this.#parts.map((part) => part.getSnapshot());
    if (this.#seen?.every((part, index) => part === parts[index])) return this.#locks;
    this.#seen = parts;
    const status =
      FROM_WORST.find((worst) => parts.some((part) => part.status === worst)) ?? 'live';
    if (status === 'connecting') return this.#locks;
    const locks = parts.flatMap((part) => [...part.locks.values()]);
    this.#locks = { status, locks: new Map(locks.map((lock) => [lock.resourceId, lock])) };
    return this.#locks;
  };

  close(): void {
    for (const part of this.#parts) part.close();
  }
}
