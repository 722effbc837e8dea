import { TIME_BUDGET } from '../../config/time-budget';
import { SharedReads } from '../../concurrency/shared-reads';
import { traceBatches } from '../../observability/tracing/trace-batches';
import { type LockSnapshot } from '../../domain/lock';
import { type LockQuery } from '../../domain/lock-store';

/** A list that is only looked at. */
export type ListQuery = Omit<LockQuery, 'isForDecision'>;

/** How many look-ups take a turn together. */
export const MAX_LOOK_UPS = 64;
/** How many ids one read has at most, unless a single look-up has more. */
const MAX_IDS = 1_000;

/**
 * Lists that wait for the same turn share what is read and decoded: look-ups by ids of one route, and
 * pages that are the same. The locks are shared too, so nobody may change them.
 */
export class SharedLists {
  private readonly lookUps: SharedReads<readonly string[], LockSnapshot[]>;
  private readonly pages: SharedReads<ListQuery, LockSnapshot[]>;

  constructor(private readonly read: (query: ListQuery) => Promise<LockSnapshot[]>) {
    const maxWaitMs = TIME_BUDGET.waitToReadMs;
    this.lookUps = new SharedReads((route, asked) => this.lookUp(route, asked), {
      ...{ maxShared: MAX_LOOK_UPS, maxWaitMs, inGroups, trace: traceBatches('look up locks') },
    });
    this.pages = new SharedReads(
      async (_key, queries) => {
        const locks = await read(queries[0]!);
        return queries.map(() => locks);
      },
      { maxShared: Infinity, maxWaitMs, trace: traceBatches('list locks') },
    );
  }

  list(query: ListQuery): Promise<LockSnapshot[]> {
    const { filter, after, before, limit, isFromEnd } = query;
    const { route, resourceIds, holderId } = filter;
    const isPart = after ?? before ?? holderId;
    if (route !== undefined && resourceIds && isPart === undefined && resourceIds.length <= limit) {
      return this.lookUps.ask(route, resourceIds);
    }
    const parts = [route, resourceIds, holderId, after, before, limit, isFromEnd];
    return this.pages.ask(JSON.stringify(parts.map((part) => part ?? null)), query);
  }

  /** Each look-up is answered from one read, so that all of it is as at one moment. */
  private async lookUp(
    route: string,
    asked: readonly (readonly string[])[],
  ): Promise<LockSnapshot[][]> {
    const resourceIds = [...new Set(asked.flat())];
    const limit = resourceIds.length + 1;
    return apart(asked, await this.read({ filter: { route, resourceIds }, limit }));
  }
}

/** Look-ups of so many ids or keys in all as one read has. */
export function inGroups<Key>(asked: readonly (readonly Key[])[]): (readonly Key[])[][] {
  const groups: (readonly Key[])[][] = [];
  let room = -1;
  for (const ids of asked) {
    room -= ids.length;
    if (room >= 0) groups.at(-1)!.push(ids);
    else {
      groups.push([ids]);
      room = MAX_IDS - ids.length;
    }
  }
  return groups;
}

/** What each look-up asked for, in the order of the list. */
function apart(
  group: readonly (readonly string[])[],
  locks: readonly LockSnapshot[],
): LockSnapshot[][] {
  if (group.length === 1) return [[...locks]];
  const places = new Map(locks.map(({ key }, place) => [key.resourceId, place]));
  return group.map((ids) =>
    ids
      .flatMap((id) => places.get(id) ?? [])
      .sort((one, other) => one - other)
      .map((place) => locks[place]!),
  );
}
