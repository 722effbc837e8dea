import { type Caller } from '../domain/caller';
import { type LockSnapshot } from '../domain/lock';
import { type ListRequest, toFilter } from '../domain/lock-list';
import { fromCursor, toCursor } from './cursor';
import { type ListArgs } from './lock.args';
import { LockConnection } from './lock-connection.type';
import { toGraphQLLock } from './to-graphql';

/** The list that the arguments ask for; the service reads the cursor when it knows the filter. */
export function toListRequest(args: ListArgs): ListRequest {
  const cursor = args.after ?? undefined;
  return {
    route: args.route ?? undefined,
    ids: args.ids ?? undefined,
    holderId: args.holderId ?? undefined,
    mine: args.mine ?? undefined,
    first: args.first ?? 50,
    after: cursor === undefined ? undefined : (filter) => fromCursor(cursor, filter),
  };
}

/** One page as the connection that clients know. */
export function toConnection(
  page: { locks: LockSnapshot[]; hasNextPage: boolean; count: () => Promise<number> },
  options: { caller: Caller; request: ListRequest },
): LockConnection {
  const { caller, request } = options;
  const filter = toFilter(request, caller.id);
  const edges =
    filter === 'nothing'
      ? []
      : page.locks.map((lock) => ({
          cursor: toCursor(lock.key, filter),
          node: toGraphQLLock(lock, caller),
        }));
  return Object.assign(new LockConnection(), {
    nodes: edges.map((edge) => edge.node),
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: request.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    count: page.count,
  });
}
