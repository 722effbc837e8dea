import { TIME_BUDGET } from '../../config/time-budget';
import { SharedReads } from '../../concurrency/shared-reads';
import { traceBatches } from '../../observability/tracing/trace-batches';
import { type LockSnapshot } from '../../domain/lock';
import { type LockKey } from '../../domain/lock-key';
import { inGroups, MAX_LOOK_UPS } from './shared-lists';

/** Look-ups of keys of any routes; those that wait for the same turn share what is read and decoded. */
export class SharedLookUps {
  private readonly reads: SharedReads<readonly LockKey[], LockSnapshot[]>;

  constructor(read: (ids: readonly string[]) => Promise<LockSnapshot[]>) {
    this.reads = new SharedReads(
      async (_key, asked) => {
        const locks = await read([...new Set(asked.flat().map(({ id }) => id))]);
        const byId = new Map(locks.map((lock) => [lock.key.id, lock]));
        return asked.map((keys) => keys.flatMap(({ id }) => byId.get(id) ?? []));
      },
      {
        ...{ maxShared: MAX_LOOK_UPS, maxWaitMs: TIME_BUDGET.waitToReadMs, inGroups },
        trace: traceBatches('look up locks'),
      },
    );
  }

  /** The held locks of different keys, as they were at one moment. */
  ask(keys: readonly LockKey[]): Promise<LockSnapshot[]> {
    return this.reads.ask('', keys);
  }
}
