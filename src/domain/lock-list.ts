import {
  findNameProblem,
  type InputProblem,
  invalid,
  type LockKey,
  MAX_RESOURCE_ID_LENGTH,
  type ParsedKey,
  parseLockKey,
} from './lock-key';
import { type LockFilter, type LockPosition } from './lock-store';

/** The maximum size of a page, and of a list of ids. */
export const MAX_PAGE = 200;
/** The size of a page when the request has none. */
export const DEFAULT_PAGE = 50;

/** A request for a page; every filter narrows the list, `mine` to the caller's own locks. */
export interface ListRequest {
  readonly route?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly holderId?: string | undefined;
  readonly mine?: boolean | undefined;
  /** The size of a page from the start of the list; default: `DEFAULT_PAGE`. */
  readonly first?: number | undefined;
  /** The size of a page from the end; cannot be combined with `first`. */
  readonly last?: number | undefined;
  readonly after?: ReadCursor | undefined;
  readonly before?: ReadCursor | undefined;
}

/** Decodes a cursor of the list with this filter; undefined: not a cursor of that list. */
export type ReadCursor = (filter: LockFilter) => LockPosition | undefined;

/**
 * The filter of a request, `nothing` when no lock can match it, or the first thing wrong with the
 * request.
 */
export function toFilter(
  request: ListRequest,
  callerId: string,
): LockFilter | 'nothing' | InputProblem {
  const problem = findListProblem(request);
  if (problem) return problem;
  const { ids, mine, holderId } = request;
  const keys: LockKey[] = [];
  for (const parsed of keysOf(request)) {
    if (parsed.kind === 'problem') return parsed.problem;
    keys.push(parsed.key);
  }
  if (ids?.length === 0) return 'nothing';
  if (mine && holderId !== undefined && holderId !== callerId) return 'nothing';
  return {
    route: keys[0]?.route,
    resourceIds: ids && [...new Set(keys.map((key) => key.resourceId))],
    holderId: mine ? callerId : holderId,
  };
}

function findListProblem(request: ListRequest): InputProblem | undefined {
  const { route, ids, holderId } = request;
  const sizeProblem = findSizeProblem(request);
  if (sizeProblem) return sizeProblem;
  if (holderId !== undefined) {
    const problem = findNameProblem('holderId', holderId, MAX_RESOURCE_ID_LENGTH);
    if (problem) return problem;
  }
  if (ids && route === undefined) return invalid('ids', 'needs a route');
  if (ids && ids.length > MAX_PAGE) return invalid('ids', `has more than ${MAX_PAGE} entries`);
  return undefined;
}

/** The positions that a page lies between, both exclusive. */
export interface Bounds {
  readonly after: LockPosition | undefined;
  readonly before: LockPosition | undefined;
}

/** The positions that the page lies between, or the problem with one of the cursors. */
export function findBounds(
  request: ListRequest,
  filter: LockFilter | 'nothing',
): Bounds | InputProblem {
  const [after, before] = (['after', 'before'] as const).map((name) => {
    const readCursor = request[name];
    if (!readCursor) return undefined;
    // An empty list has no cursors.
    const position = filter === 'nothing' ? undefined : readCursor(filter);
    return position ?? invalid(name, 'is not a cursor of this list');
  });
  if (after && 'kind' in after) return after;
  if (before && 'kind' in before) return before;
  return { after, before };
}

/** The keys of 1 to `MAX_PAGE` records of one route in the order of `ids`, or the first problem. */
export function parseRecordKeys(
  route: string,
  ids: readonly string[],
): { kind: 'keys'; keys: LockKey[] } | { kind: 'problem'; problem: InputProblem } {
  if (ids.length < 1 || ids.length > MAX_PAGE) {
    return { kind: 'problem', problem: invalid('ids', `must have 1 to ${MAX_PAGE} entries`) };
  }
  const keys: LockKey[] = [];
  for (const id of ids) {
    const parsed = parseLockKey(route, id);
    if (parsed.kind === 'problem') return parsed;
    keys.push(parsed.key);
  }
  return { kind: 'keys', keys };
}

function findSizeProblem({ first, last }: ListRequest): InputProblem | undefined {
  if (first !== undefined && last !== undefined) {
    return invalid('last', 'cannot be combined with first');
  }
  const size = last ?? first ?? DEFAULT_PAGE;
  if (Number.isSafeInteger(size) && size >= 1 && size <= MAX_PAGE) return undefined;
  const field = last === undefined ? 'first' : 'last';
  return invalid(field, `must be a whole number from 1 to ${MAX_PAGE}`);
}

/** Without ids the route is checked together with an id that is always valid. */
function keysOf({ route, ids }: ListRequest): ParsedKey[] {
  if (route === undefined) return [];
  return ids?.length ? ids.map((id) => parseLockKey(route, id)) : [parseLockKey(route, '-')];
}
