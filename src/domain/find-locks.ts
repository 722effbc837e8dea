import { type LockableRecord, type LockSnapshot } from './lock';
import { type InputProblem, type LockKey } from './lock-key';
import { DEFAULT_PAGE, findBounds, type ListRequest, toFilter } from './lock-list';
import { EMPTY_PAGE, type LockPage, readPage } from './lock-page';
import { type LockStore } from './lock-store';

/** The records of these keys of one route in the same order, free ones too, in one read. */
export async function findRecords(
  store: LockStore,
  keys: readonly LockKey[],
): Promise<LockableRecord[]> {
  const resourceIds = [...new Set(keys.map(({ resourceId }) => resourceId))];
  const filter = { route: keys[0]?.route, resourceIds };
  return recordsOf(keys, await store.list({ filter, limit: resourceIds.length }));
}

/** The most references to records that one call resolves. */
export const MAX_REFERENCES = 1_000;
/** The most of them that can be invalid, each with an error of its own: one costs more than a lock. */
export const MAX_INVALID_REFERENCES = 100;

/** The records of these keys of any routes in the same order, free ones too, in one read. */
export async function findReferenced(
  store: LockStore,
  keys: readonly LockKey[],
): Promise<LockableRecord[]> {
  if (keys.length === 0) return [];
  const differentKeys = new Map(keys.map((key) => [key.id, key])).values();
  return recordsOf(keys, await store.findAll([...differentKeys]));
}

function recordsOf(keys: readonly LockKey[], held: readonly LockSnapshot[]): LockableRecord[] {
  const locks = new Map(held.map((lock) => [lock.key.id, lock]));
  return keys.map((key) => ({ key, lock: locks.get(key.id) ?? null }));
}

/** The page that a request asks for, or the first thing wrong with the request. */
export async function findPage(
  store: LockStore,
  request: ListRequest,
  callerId: string,
): Promise<LockPage | InputProblem> {
  const filter = toFilter(request, callerId);
  if (filter !== 'nothing' && 'kind' in filter) return filter;
  const bounds = findBounds(request, filter);
  if ('kind' in bounds) return bounds;
  if (filter === 'nothing') return EMPTY_PAGE;
  const { first, last } = request;
  const isFromEnd = last !== undefined;
  return readPage(store, { filter, ...bounds, size: last ?? first ?? DEFAULT_PAGE, isFromEnd });
}
