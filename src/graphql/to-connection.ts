import { type Caller } from '../domain/caller';
import { type LockSnapshot } from '../domain/lock';
import { type ListRequest } from '../domain/lock-list';
import { invalid } from '../domain/lock-key';
import { fromCursor, toCursor } from './cursor';
import { badUserInput } from './errors';
import { type ListArgs } from './lock.args';
import { LockConnection } from './lock-connection.type';
import { toGraphQLLock } from './to-graphql';

/** The list that the arguments ask for; throws when the cursor is none of ours. */
export function toListRequest(args: ListArgs): ListRequest {
  const isGiven = args.after !== null && args.after !== undefined;
  const after = isGiven ? fromCursor(args.after!) : undefined;
  if (isGiven && !after) throw badUserInput(invalid('after', 'is not a cursor of this list'));
  return {
    route: args.route ?? undefined,
    ids: args.ids ?? undefined,
    holderId: args.holderId ?? undefined,
    mine: args.mine ?? undefined,
    first: args.first ?? 50,
    after,
  };
}

/** One page as the connection that clients know. */
export function toConnection(
  page: { locks: LockSnapshot[]; hasNextPage: boolean; count: () => Promise<number> },
  options: { caller: Caller; isFirstPage: boolean },
): LockConnection {
  const edges = page.locks.map((lock) => ({
    cursor: toCursor(lock.key),
    node: toGraphQLLock(lock, options.caller),
  }));
  return Object.assign(new LockConnection(), {
    nodes: edges.map((edge) => edge.node),
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: !options.isFirstPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    count: page.count,
  });
}
