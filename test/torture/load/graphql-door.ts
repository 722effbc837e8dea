import { type Answer, type ListedLock, type Outcome, type Request } from '../history';
import { DOCUMENTS } from './graphql-documents';
import { type HttpResult } from './http-call';

interface GraphqlLock {
  id: string;
  holder: { username: string };
  fencingToken: number;
  acquiredAt: string;
  expiresAt: string | null;
  note: string | null;
}

interface GraphqlResult {
  __typename?: string;
  created?: boolean;
  lock?: GraphqlLock;
  currentLock?: GraphqlLock | null;
  nodes?: GraphqlLock[];
  acquired?: GraphqlLock[];
  conflicts?: GraphqlLock[];
  previousHolder?: { username: string };
  fencingToken?: number;
  record?: { lock: GraphqlLock | null };
}

interface GraphqlBody {
  data?: {
    result?:
      | (GraphqlResult & Omit<Partial<GraphqlLock>, 'note'>)
      | readonly (GraphqlResult | null)[]
      | boolean
      | null;
  } | null;
  errors?: { extensions?: { code?: string } }[];
}

/** Faults: the outcome is unknown, and the caller is to try again. */
const FAULTS = new Set(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE']);

/** How an operation is said in GraphQL. */
export function graphqlRequest(
  request: Request,
  target: { route: string; id: string; ids: readonly string[] },
): { method: string; path: string; body: unknown } {
  const { route, id, ids } = target;
  const isList = request.op === 'locks' || request.op === 'finalLocks';
  const { sessionId, adopt, note } = request;
  const variables = {
    ...(request.locks ? { items: ids.map((one) => ({ route, id: one })) } : { route, id }),
    ...{ sessionId, adopt, note },
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
  if (typeof result === 'boolean') return { kind: 'withdrawn', wasWaiting: result };
  if (!result) return undefined;
  if (isEach(result)) return { kind: 'each', answers: result.map(mutationAnswer) };
  return mutationAnswer(result);
}

function isEach(result: object): result is readonly (GraphqlResult | null)[] {
  return Array.isArray(result);
}

function mutationAnswer(result: GraphqlResult | null): Answer | undefined {
  if (!result) return undefined;
  if (result.acquired && result.conflicts) {
    return {
      ...{ kind: 'batch', acquired: result.acquired.map(seen) },
      conflicts: result.conflicts.map(seen),
    };
  }
  if (result.nodes) return { kind: 'list', locks: result.nodes.map(seen) };
  const lock = result.lock && seen(result.lock);
  switch (result.__typename) {
    case 'LockAcquired':
      return lock && { kind: 'granted', lock, created: result.created === true };
    case 'LockRenewed':
    case 'LockTakenOver':
      return lock && { kind: 'granted', lock };
    case 'LockQueued':
      return lock && { kind: 'queued', lock };
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

function removed({ previousHolder, fencingToken, record }: GraphqlResult): Answer | undefined {
  if (!previousHolder || fencingToken === undefined || !record) return undefined;
  const lock = { holder: previousHolder.username, token: fencingToken };
  return { kind: 'removed', lock, next: record.lock && seen(record.lock) };
}

function seen(lock: GraphqlLock): ListedLock {
  return {
    id: lock.id,
    holder: lock.holder.username,
    token: lock.fencingToken,
    acquiredAtMs: Date.parse(lock.acquiredAt),
    expiresAtMs: lock.expiresAt === null ? null : Date.parse(lock.expiresAt),
    ...(lock.note !== null && { note: lock.note }),
  };
}
