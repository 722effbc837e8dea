import { type Answer, type ListedLock, type Outcome, type Request } from '../history';
import { DOCUMENTS } from './graphql-documents';
import { type HttpResult } from './http-call';

interface GraphqlLock {
  id: string;
  holder: { username: string };
  fencingToken: number;
  acquiredAt: string;
  expiresAt: string | null;
}

interface GraphqlResult {
  __typename?: string;
  created?: boolean;
  lock?: GraphqlLock;
  currentLock?: GraphqlLock | null;
  nodes?: GraphqlLock[];
  previousHolder?: { username: string };
  fencingToken?: number;
}

interface GraphqlBody {
  data?: { result?: (GraphqlResult & Partial<GraphqlLock>) | null } | null;
  errors?: { extensions?: { code?: string } }[];
}

/** Faults: the outcome is unknown, and the caller is to try again. */
const FAULTS = new Set(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE']);

/** How an operation is said in GraphQL. */
export function graphqlRequest(
  request: Request,
  target: { route: string; id: string },
): { method: string; path: string; body: unknown } {
  const isList = request.op === 'locks' || request.op === 'finalLocks';
  const variables = {
    ...target,
    ...(request.token !== undefined && { token: request.token }),
    ...(request.ttlMs !== undefined && { ttlSeconds: request.ttlMs / 1000 }),
  };
  const body = { query: DOCUMENTS[request.op], ...(!isList && { variables }) };
  return { method: 'POST', path: '/graphql', body };
}

/** What a GraphQL answer says. */
export function graphqlOutcome(request: Request, result: HttpResult): Outcome {
  if (result.kind === 'notSent') return result;
  if (result.kind === 'noAnswer') return { ...result, kind: 'unknown' };
  const { status } = result;
  const body = (typeof result.body === 'object' ? result.body : null) as GraphqlBody | null;
  const code = body?.errors?.[0]?.extensions?.code;
  if (code !== undefined && FAULTS.has(code)) return { kind: 'unknown', reason: code, status };
  const answer = code === undefined && body?.data ? answerOf(request, body.data.result) : undefined;
  if (answer) return { kind: 'definite', status, answer };
  if (status >= 500) return { kind: 'unknown', reason: `status ${status}`, status };
  const reason = `unexpected ${code ?? `status ${status}`}`;
  return { kind: 'unknown', reason, status, isUnexpected: true };
}

function answerOf(
  request: Request,
  result: NonNullable<GraphqlBody['data']>['result'],
): Answer | undefined {
  if (request.op === 'lock') {
    return { kind: 'read', lock: result ? seen(result as GraphqlLock) : null };
  }
  if (!result) return undefined;
  if (result.nodes) return { kind: 'list', locks: result.nodes.map(seen) };
  const lock = result.lock && seen(result.lock);
  switch (result.__typename) {
    case 'LockAcquired':
      return lock && { kind: 'granted', lock, created: result.created === true };
    case 'LockRenewed':
    case 'LockTakenOver':
      return lock && { kind: 'granted', lock };
    case 'LockConflict':
      return lock && { kind: 'conflict', lock };
    case 'LockLost':
      return { kind: 'lost', lock: result.currentLock ? seen(result.currentLock) : null };
    case 'LockRemoved':
      return removed(result);
    case 'LockNotFound':
      return { kind: 'notFound' };
    case undefined:
    default:
      return undefined;
  }
}

function removed({ previousHolder, fencingToken }: GraphqlResult): Answer | undefined {
  if (!previousHolder || fencingToken === undefined) return undefined;
  return { kind: 'removed', lock: { holder: previousHolder.username, token: fencingToken } };
}

function seen(lock: GraphqlLock): ListedLock {
  return {
    id: lock.id,
    holder: lock.holder.username,
    token: lock.fencingToken,
    acquiredAtMs: Date.parse(lock.acquiredAt),
    expiresAtMs: lock.expiresAt === null ? null : Date.parse(lock.expiresAt),
  };
}
