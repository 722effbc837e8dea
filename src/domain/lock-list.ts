import {
  findNameProblem,
  type InputProblem,
  invalid,
  MAX_RESOURCE_ID_LENGTH,
  type ParsedKey,
  parseLockKey,
} from './lock-key';
import { type LockFilter, type LockPosition } from './lock-store';

/** The largest page, and the most ids one list may ask about. */
export const MAX_PAGE = 200;

/** What a caller asks of a list; `mine` is the caller's own, and every part narrows. */
export interface ListRequest {
  readonly route?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly holderId?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly first: number;
  readonly after?: ReadCursor | undefined;
}

/** The place where the page before ended in the list of a filter; undefined: in no such list. */
export type ReadCursor = (filter: LockFilter) => LockPosition | undefined;

/** The first thing wrong with a list request, or undefined. */
export function findListProblem(request: ListRequest): InputProblem | undefined {
  const { route, ids, holderId, first } = request;
  if (!Number.isSafeInteger(first) || first < 1 || first > MAX_PAGE) {
    return invalid('first', `must be a whole number from 1 to ${MAX_PAGE}`);
  }
  if (holderId !== undefined) {
    const problem = findNameProblem('holderId', holderId, MAX_RESOURCE_ID_LENGTH);
    if (problem) return problem;
  }
  if (ids && route === undefined) return invalid('ids', 'needs a route');
  if (ids && ids.length > MAX_PAGE) return invalid('ids', `has more than ${MAX_PAGE} entries`);
  return keysOf(request).find((parsed) => parsed.kind === 'problem')?.problem;
}

/** The filter a valid request means, or `nothing` when no lock can match it. */
export function toFilter(request: ListRequest, callerId: string): LockFilter | 'nothing' {
  const { ids, mine, holderId } = request;
  if (ids?.length === 0) return 'nothing';
  if (mine && holderId !== undefined && holderId !== callerId) return 'nothing';
  const keys = keysOf(request).flatMap((parsed) => (parsed.kind === 'key' ? [parsed.key] : []));
  return {
    route: keys[0]?.route,
    resourceIds: ids && [...new Set(keys.map((key) => key.resourceId))],
    holderId: mine ? callerId : holderId,
  };
}

/** Where the page of a list starts, or what is wrong with the cursor that says it. */
export function findStart(
  { after }: ListRequest,
  filter: LockFilter | 'nothing',
): { after: LockPosition | undefined } | InputProblem {
  if (!after) return { after: undefined };
  // An empty list has no place that a cursor could mean.
  const position = filter === 'nothing' ? undefined : after(filter);
  return position ? { after: position } : invalid('after', 'is not a cursor of this list');
}

/** A route without ids is checked beside an id that is always valid. */
function keysOf({ route, ids }: ListRequest): ParsedKey[] {
  if (route === undefined) return [];
  return ids?.length ? ids.map((id) => parseLockKey(route, id)) : [parseLockKey(route, '-')];
}
