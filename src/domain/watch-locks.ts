import { type Caller, canManageLocks, MANAGE_LOCKS } from './caller';
import { type ListRequest, toFilter } from './lock-list';
import { type LockFeed, type LockSubscription } from './lock-feed';
import { type BadInput, type PermissionMissing } from './lock-result';
import { badInput, lacking } from './refusal';

/** A request to be told of changes; every filter narrows it, as in a list. */
export interface WatchRequest extends Pick<ListRequest, 'route' | 'ids' | 'holderId' | 'mine'> {
  /** Whether to begin with the locks that stand; default: true. */
  readonly snapshot?: boolean | undefined;
  /** The cursor of the last event that was seen. */
  readonly resumeAfter?: string | undefined;
  /** By `performance.now()`: how long to wait for the database. */
  readonly deadlineAt?: number | undefined;
}

/** A subscription, or why there is none. */
export type WatchResult =
  | { readonly kind: 'watching'; readonly subscription: LockSubscription }
  | BadInput
  | PermissionMissing;

/** Subscribes a caller to changes: shows what `LockService.list` would; rejects as `LockFeed` does. */
export async function watchLocks(
  feed: LockFeed,
  caller: Caller,
  request: WatchRequest,
): Promise<WatchResult> {
  if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
  const filter = toFilter(request, caller.id);
  if (filter !== 'nothing' && 'kind' in filter) return badInput(filter);
  const { snapshot = true, resumeAfter, deadlineAt } = request;
  const viewerId = caller.id;
  const subscription = await feed.subscribe({
    ...{ filter, viewerId, snapshot, resumeAfter, deadlineAt },
  });
  return { kind: 'watching', subscription };
}
