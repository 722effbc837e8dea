import { type Caller } from '../../domain/caller';
import { type LockSnapshot } from '../../domain/lock';
import { type ListRequest, type ReadCursor } from '../../domain/lock-list';
import { type LockPage } from '../../domain/lock-page';
import { fromCursor, toCursor } from './cursor';
import { type ListArgs } from './lock.args';
import { LockConnection, PageInfo, type PagePosition } from './lock-connection.type';
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
export function toConnection(page: LockPage, caller: Caller): LockConnection {
  const { filter, locks } = page;
  const nodes = locks.map((lock) => toGraphQLLock(lock, caller));
  const cursorOf = ({ key }: LockSnapshot): string =>
    filter === 'nothing' ? '' : toCursor(key, filter);
  const cursorAt = (lock: LockSnapshot | undefined): string | null =>
    lock ? cursorOf(lock) : null;
  const position: PagePosition = {
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    startCursor: () => cursorAt(locks[0]),
    endCursor: () => cursorAt(locks.at(-1)),
  };
  return Object.assign(new LockConnection(), {
    ...{ page, nodes },
    toEdges: () => nodes.map((node, index) => ({ cursor: cursorOf(locks[index]!), node })),
    pageInfo: Object.assign(new PageInfo(), { page: position }),
  });
}
