import { type LockSnapshot } from './lock';
import { type Bounds } from './lock-list';
import { type LockFilter, type LockQuery, type LockStore } from './lock-store';

/** A part of a list: at most `size` locks between two positions, from the start or the end. */
export interface PageRequest extends Bounds {
  readonly filter: LockFilter;
  readonly size: number;
  readonly isFromEnd: boolean;
}

/** One page of a list, in the order of the list. What costs another read is done on demand. */
export interface LockPage {
  /** `nothing`: no lock can match. */
  readonly filter: LockFilter | 'nothing';
  readonly locks: LockSnapshot[];
  /** True when a matching lock follows the page; reads only when the request has `before`. */
  readonly hasNextPage: () => Promise<boolean>;
  /** True when a matching lock precedes the page; reads only when the request has `after`. */
  readonly hasPreviousPage: () => Promise<boolean>;
  /** How many locks match on all pages; costs a read. */
  readonly count: () => Promise<number>;
}

/** The page of a list that no lock can match. */
export const EMPTY_PAGE: LockPage = {
  filter: 'nothing',
  locks: [],
  hasNextPage: () => Promise.resolve(false),
  hasPreviousPage: () => Promise.resolve(false),
  count: () => Promise.resolve(0),
};

/** Reads one page in one read. */
export async function readPage(store: LockStore, request: PageRequest): Promise<LockPage> {
  const { filter, after, before, size, isFromEnd } = request;
  // One more than asked for shows whether the list goes on in the direction of the page.
  const found = await store.list({ filter, after, before, limit: size + 1, isFromEnd });
  const isCut = found.length > size;
  const locks = isFromEnd ? found.slice(-size) : found.slice(0, size);
  // On an empty page nothing lies between the cursors: what is beyond one is beyond both.
  const hasAny = async (side: Pick<LockQuery, 'after' | 'before'>): Promise<boolean> =>
    (await store.list({ filter, ...side, limit: 1 })).length > 0;
  return {
    filter,
    locks,
    hasNextPage: () => {
      if (isCut && !isFromEnd) return Promise.resolve(true);
      if (!before) return Promise.resolve(false);
      return hasAny({ after: locks.at(-1)?.key ?? after });
    },
    hasPreviousPage: () => {
      if (isCut && isFromEnd) return Promise.resolve(true);
      if (!after) return Promise.resolve(false);
      return hasAny({ before: locks[0]?.key ?? before });
    },
    count: () => store.count(filter),
  };
}
