import { type Caller, canManageLocks, canOverrideLocks, MANAGE_LOCKS } from './caller';
import { HistoryOff } from './errors';
import {
  type HistoryEntry,
  type HistoryFilter,
  type HistoryGap,
  type HistoryPosition,
  type LockHistory,
} from './lock-history';
import {
  findNameProblem,
  type InputProblem,
  invalid,
  MAX_RESOURCE_ID_LENGTH,
  parseLockKey,
} from './lock-key';
import { DEFAULT_PAGE, MAX_PAGE } from './lock-list';
import { type BadInput, type PermissionMissing } from './lock-result';
import { badInput, lacking, lackingToOverride } from './refusal';

/** A request for what happened to one record, or for what one user did. */
export interface HistoryRequest {
  readonly route?: string | undefined;
  readonly id?: string | undefined;
  readonly actorId?: string | undefined;
  /** The size of the page; default: `DEFAULT_PAGE`. */
  readonly first?: number | undefined;
  readonly after?: ReadHistoryCursor | undefined;
}

/** Decodes a cursor of the list with this filter; undefined: not a cursor of that list. */
export type ReadHistoryCursor = (filter: HistoryFilter) => HistoryPosition | undefined;

/** One page, newest first. */
export interface HistoryPage {
  readonly kind: 'historyPage';
  readonly filter: HistoryFilter;
  readonly entries: readonly HistoryEntry[];
  readonly hasNextPage: boolean;
  /** Read on demand. */
  readonly gaps: () => Promise<HistoryGap[]>;
}

/** A page, or why there is none. */
export type HistoryResult = HistoryPage | BadInput | PermissionMissing;

/** Reads one page; what other users did needs `override-locks` as well. Rejects as `LockHistory` does. */
export async function readHistory(
  history: LockHistory | undefined,
  caller: Caller,
  request: HistoryRequest,
): Promise<HistoryResult> {
  const { actorId, first = DEFAULT_PAGE } = request;
  if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
  const isOfOthers = actorId !== undefined && actorId !== caller.id;
  if (isOfOthers && !canOverrideLocks(caller)) return lackingToOverride(caller);
  const filter = toFilter(request);
  if ('kind' in filter) return badInput(filter);
  if (!Number.isSafeInteger(first) || first < 1 || first > MAX_PAGE) {
    return badInput(invalid('first', `must be a whole number from 1 to ${MAX_PAGE}`));
  }
  const after = request.after?.(filter);
  if (request.after && !after) return badInput(invalid('after', 'is not a cursor of this list'));
  if (!history) throw new HistoryOff('no history is recorded');
  // One more than asked for shows whether the list goes on.
  const found = await history.list({ filter, after, limit: first + 1 });
  return {
    ...{ kind: 'historyPage', filter },
    entries: found.slice(0, first),
    hasNextPage: found.length > first,
    gaps: () => history.gaps(),
  };
}

function toFilter({ route, id, actorId }: HistoryRequest): HistoryFilter | InputProblem {
  if (actorId !== undefined) {
    if (route !== undefined || id !== undefined) {
      return invalid('actorId', 'cannot be combined with route or id');
    }
    return findNameProblem('actorId', actorId, MAX_RESOURCE_ID_LENGTH) ?? { actorId };
  }
  if (route === undefined) return invalid('route', 'must be given with id, or else actorId');
  if (id === undefined) return invalid('id', 'must be given with route');
  const parsed = parseLockKey(route, id);
  return parsed.kind === 'problem' ? parsed.problem : { lockId: parsed.key.id };
}
