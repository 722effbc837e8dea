import { mongo } from 'mongoose';
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

/** How many pages take a turn together, and how many of them share one read. */
const MAX_PAGES = 256;
const MAX_PAGES_A_READ = 16;
/** How many locks a read of several pages has at most. */
const MAX_LOCKS = 1_000;
/** Pages take turns with all others. */
const ALL_PAGES = '';

/** A page, and what tells it from others. */
interface AskedPage {
  readonly id: string;
  readonly query: ListQuery;
}

/** How lists are read. */
export interface ListReader {
  read(query: ListQuery): Promise<LockSnapshot[]>;
  /**
   * Reads several pages in a short time: undefined for one that needs more. Rejects with a
   * `MongoServerError` if the database cannot read them together.
   */
  readTogether(queries: readonly ListQuery[]): Promise<readonly (LockSnapshot[] | undefined)[]>;
}

/**
 * Lists that wait for the same turn share what is read and decoded: look-ups by ids of one route, and
 * pages. The locks are shared too, so nobody may change them.
 */
export class SharedLists {
  private readonly lookUps: SharedReads<readonly string[], LockSnapshot[]>;
  private readonly pages: SharedReads<AskedPage, LockSnapshot[]>;

  constructor(private readonly reader: ListReader) {
    const maxWaitMs = TIME_BUDGET.waitToReadMs;
    this.lookUps = new SharedReads((route, asked) => this.lookUp(route, asked), {
      ...{ maxShared: MAX_LOOK_UPS, maxWaitMs, inGroups, trace: traceBatches('look up locks') },
    });
    this.pages = new SharedReads((_all, asked) => this.readPages(asked), {
      ...{ maxShared: MAX_PAGES, maxWaitMs, inGroups: pagesInGroups },
      trace: traceBatches('list locks'),
    });
  }

  list(query: ListQuery): Promise<LockSnapshot[]> {
    const { filter, after, before, limit, isFromEnd } = query;
    const { route, resourceIds, holderId } = filter;
    const isPart = after ?? before ?? holderId;
    if (route !== undefined && resourceIds && isPart === undefined && resourceIds.length <= limit) {
      return this.lookUps.ask(route, resourceIds);
    }
    const parts = [route, resourceIds, holderId, after, before, limit, isFromEnd];
    const id = JSON.stringify(parts.map((part) => part ?? null));
    return this.pages.ask(ALL_PAGES, { id, query });
  }

  /** A page that cannot be read with the others is read by itself, and no turn waits for it. */
  private async readPages(
    asked: readonly AskedPage[],
  ): Promise<(LockSnapshot[] | Promise<LockSnapshot[]>)[]> {
    const queries = new Map(asked.map(({ id, query }) => [id, query]));
    const together = await this.readTogether([...queries.values()]);
    const pages = new Map(
      [...queries].map(([id, query], index) => [id, together[index] ?? this.reader.read(query)]),
    );
    return asked.map(({ id }) => pages.get(id)!);
  }

  private async readTogether(
    queries: readonly ListQuery[],
  ): Promise<readonly (LockSnapshot[] | undefined)[]> {
    try {
      return await this.reader.readTogether(queries);
    } catch (error) {
      // Without an answer of the database there would be none to each of them either.
      if (error instanceof mongo.MongoServerError) return [];
      throw error;
    }
  }

  /** Each look-up is answered from one read, so that all of it is as at one moment. */
  private async lookUp(
    route: string,
    asked: readonly (readonly string[])[],
  ): Promise<LockSnapshot[][]> {
    const resourceIds = [...new Set(asked.flat())];
    const limit = resourceIds.length + 1;
    return apart(asked, await this.reader.read({ filter: { route, resourceIds }, limit }));
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

function pagesInGroups(asked: readonly AskedPage[]): AskedPage[][] {
  const groups: AskedPage[][] = [];
  let ids = new Set<string>();
  let room = 0;
  for (const page of asked) {
    const { id, query } = page;
    const isNew = !ids.has(id);
    if (groups.length === 0 || (isNew && (ids.size === MAX_PAGES_A_READ || query.limit > room))) {
      groups.push([]);
      ids = new Set();
      room = MAX_LOCKS;
    }
    groups.at(-1)!.push(page);
    if (!ids.has(id)) room -= query.limit;
    ids.add(id);
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
