import { type HistoryEntry, idOf, positionOf } from '../../domain/lock-history';
import { type HistoryPage, type HistoryRequest } from '../../domain/read-history';
import { fromHistoryCursor, toHistoryCursor } from './history-cursor';
import { type LockHistoryArgs } from './lock-history.args';
import { LockHistoryConnection, type LockHistoryEntry } from './lock-history.type';
import { PageInfo } from './lock-connection.type';

/** The page that the arguments request. */
export function toHistoryRequest(args: LockHistoryArgs): HistoryRequest {
  const { after } = args;
  return {
    route: args.route ?? undefined,
    id: args.id ?? undefined,
    actorId: args.actorId ?? undefined,
    first: args.first ?? undefined,
    after: typeof after === 'string' ? (filter) => fromHistoryCursor(after, filter) : undefined,
  };
}

/** One page as a connection. */
export function toHistoryConnection(
  page: HistoryPage,
  { after }: HistoryRequest,
): LockHistoryConnection {
  const edges = page.entries.map((entry) => ({
    cursor: toHistoryCursor(positionOf(entry), page.filter),
    node: toGraphQLEntry(entry),
  }));
  const pageInfo = {
    page: {
      hasNextPage: () => Promise.resolve(page.hasNextPage),
      // The entry of the cursor itself precedes the page.
      hasPreviousPage: () => Promise.resolve(after !== undefined),
      startCursor: () => edges[0]?.cursor ?? null,
      endCursor: () => edges.at(-1)?.cursor ?? null,
    },
  };
  return Object.assign(new LockHistoryConnection(), {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: Object.assign(new PageInfo(), pageInfo),
    readGaps: async () => [...(await page.gaps())],
  });
}

function toGraphQLEntry(entry: HistoryEntry): LockHistoryEntry {
  const { key, fencingToken, ...shown } = entry;
  return {
    ...shown,
    id: idOf(entry),
    ...{ route: key.route, resourceId: key.resourceId, fencingToken },
  };
}
