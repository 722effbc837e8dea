import { type GraphQLFault } from './gateway-message';
import { LockFault, type LockFaultKind } from './lock-fault';

const KINDS: Readonly<Record<string, LockFaultKind>> = {
  UNAUTHENTICATED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  BAD_USER_INPUT: 'badInput',
  RATE_LIMITED: 'rateLimited',
  LOCK_QUOTA_EXCEEDED: 'quotaExceeded',
  SERVICE_UNAVAILABLE: 'unavailable',
  TOO_MANY_SUBSCRIPTIONS: 'unavailable',
  REPLICA_SET_REQUIRED: 'unsupported',
  HISTORY_OFF: 'unsupported',
  INTERNAL_SERVER_ERROR: 'internal',
};

/** The fault that an error of the gateway tells of. */
export function toFault({ message, extensions }: GraphQLFault, retryAfterMs?: number): LockFault {
  const { code, argument, permission, retryable } = extensions ?? {};
  const kind = KINDS[code ?? ''] ?? 'protocol';
  return new LockFault(kind, message, {
    code,
    argument,
    permission,
    retryAfterMs: extensions?.retryAfterMs ?? retryAfterMs,
    ...(retryable && { isRetryable: true }),
  });
}

/** The fault of an answer that is not the gateway's, but of something in between, such as a sign-in page. */
export function faultOfStatus(status: number, retryAfterMs?: number): LockFault {
  return new LockFault(kindOfStatus(status), `Status ${status}, no data.`, {
    retryAfterMs,
    isRetryable: status < 400 || status >= 500 || status === 429 || status === 408,
  });
}

function kindOfStatus(status: number): LockFaultKind {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'rateLimited';
  if (status > 500) return 'unavailable';
  return status === 500 ? 'internal' : 'protocol';
}

/** What was thrown, as a fault: anything else is a defect of ours, and tried again. */
export function toLockFault(error: unknown): LockFault {
  if (error instanceof LockFault) return error;
  return new LockFault('internal', 'Client failed.', { cause: error, isRetryable: true });
}
