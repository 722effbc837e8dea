import { type Caller } from '../../domain/caller';
import { type ListRequest, type ReadCursor, toFilter } from '../../domain/lock-list';
import { type LockPage } from '../../domain/lock-page';
import { fromCursor, toCursor } from './cursor';
import { type ListArgs } from './lock.args';
import { LockConnection, PageInfo } from './lock-connection.type';
import { toGraphQLLock } from './to-graphql-lock';

/** The list that the arguments request; the service decodes the cursors once it knows the filter. */
export function toListRequest(args: ListArgs): ListRequest {
  return {
    route: args.route ?? undefined,
    ids: args.ids ?? undefined,
    holderId: args.holderId ?? undefined,
    mine: args.mine ?? undefined,
    first: args.first ?? undefined,
    last: args.last ?? undefined,
    after: toReadCursor(args.after),
    before: toReadCursor(args.before),
  };
}

function toReadCursor(cursor: string | null | undefined): ReadCursor | undefined {
  return typeof cursor === 'string' ? (filter) => fromCursor(cursor, filter) : undefined;
}

/** One page as a connection. */
export function toConnection(
  page: LockPage,
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
  const pageInfo = {
    page,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return Object.assign(new LockConnection(), {
    page,
    nodes: edges.map((edge) => edge.node),
    edges,
    pageInfo: Object.assign(new PageInfo(), pageInfo),
  });
}
