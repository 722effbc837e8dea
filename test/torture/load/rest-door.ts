import { type Outcome, type Request, type SeenLock } from '../history';
import { type HttpResult } from './http-call';

/** How an operation is said in the REST dialect. */
export function restRequest(
  request: Request,
  target: { route: string; id: string },
): { method: string; path: string; body: unknown } {
  return request.op === 'remove'
    ? { method: 'DELETE', path: '/admin/remove-lock', body: target }
    : { method: 'POST', path: '/admin/lock', body: target };
}

/** What an answer of the REST dialect says. */
export function restOutcome(request: Request, result: HttpResult): Outcome {
  if (result.kind === 'notSent') return result;
  if (result.kind === 'noAnswer') return { ...result, kind: 'unknown' };
  const { status, headers } = result;
  if (status >= 500) return { kind: 'unknown', reason: `status ${status}`, status };
  const own = { holder: request.user };
  if (request.op === 'acquire' && status === 200) {
    return { kind: 'definite', status, answer: { kind: 'granted', lock: own } };
  }
  if (request.op === 'acquire' && status === 409) {
    const lock = conflictLock(headers);
    return { kind: 'definite', status, answer: { kind: 'conflict', ...(lock && { lock }) } };
  }
  if (request.op === 'remove' && status === 200) {
    return { kind: 'definite', status, answer: { kind: 'removed' } };
  }
  if (request.op === 'remove' && status === 403) {
    return { kind: 'definite', status, answer: { kind: 'conflict' } };
  }
  if (request.op === 'remove' && status === 404) {
    return { kind: 'definite', status, answer: { kind: 'notFound' } };
  }
  return { kind: 'unknown', reason: `unexpected status ${status}`, status, isUnexpected: true };
}

function conflictLock(headers: NodeJS.Dict<string | string[]>): SeenLock | undefined {
  const holder = headers['x-lock-holder'];
  const acquiredAt = headers['x-lock-acquired-at'];
  const expiresAt = headers['x-lock-expires-at'];
  if (typeof holder !== 'string') return undefined;
  return {
    holder: decodeURIComponent(holder),
    ...(typeof acquiredAt === 'string' && { acquiredAtMs: Date.parse(acquiredAt) }),
    expiresAtMs: typeof expiresAt === 'string' ? Date.parse(expiresAt) : null,
  };
}
