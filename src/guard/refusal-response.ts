import { type LockRefusal, type LostLock } from './lock-check';

/** The body of a refusal, `application/problem+json` (RFC 9457). */
export interface LockProblem {
  /** The phrase of the status. */
  readonly title: string;
  readonly status: number;
  /** What programs tell refusals apart by; stable. */
  readonly code:
    | 'LOCK_LOST'
    | 'LOCK_TOKEN_MISSING'
    | 'BAD_USER_INPUT'
    | 'UNAUTHENTICATED'
    | 'FORBIDDEN'
    | 'LOCK_UNKNOWN';
  /** A sentence for people. */
  readonly detail: string;
  /** The grants that were lost, and who has their records now; only with `LOCK_LOST`. */
  readonly locks?: readonly LostLock[];
}

/** A refusal as HTTP. */
export interface RefusalParts {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly problem: LockProblem;
}

/** What a client is told of a refusal, for a framework of any kind. */
export function refusalParts(refusal: LockRefusal): RefusalParts {
  const problem = problemOf(refusal);
  const { status } = problem;
  return {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(refusal.kind === 'unavailable' && { 'Retry-After': String(refusal.retryAfterSeconds) }),
    },
    problem,
  };
}

/** A refusal as the answer of a framework that uses the `Response` of the web. */
export function refusalResponse(refusal: LockRefusal): Response {
  const { status, headers, problem } = refusalParts(refusal);
  return new Response(JSON.stringify(problem), { status, headers });
}

function problemOf(refusal: LockRefusal): LockProblem {
  switch (refusal.kind) {
    case 'lost':
      return {
        ...{ title: 'Conflict', status: 409, code: 'LOCK_LOST' },
        detail: refusal.lost[0]?.message ?? 'The lock is lost.',
        locks: refusal.lost,
      };
    case 'tokenMissing':
      return {
        ...{ title: 'Locked', status: 423, code: 'LOCK_TOKEN_MISSING' },
        detail: refusal.message,
      };
    case 'badRequest':
      return {
        ...{ title: 'Bad Request', status: 400, code: 'BAD_USER_INPUT' },
        detail: refusal.message,
      };
    case 'unauthenticated':
      return {
        ...{ title: 'Unauthorized', status: 401, code: 'UNAUTHENTICATED' },
        detail: refusal.message,
      };
    case 'forbidden':
      return {
        ...{ title: 'Forbidden', status: 403, code: 'FORBIDDEN' },
        detail: refusal.message,
      };
    case 'unavailable':
      return {
        ...{ title: 'Service Unavailable', status: 503, code: 'LOCK_UNKNOWN' },
        detail:
          'It is not known just now who holds the lock, so nothing was saved. Please try again.',
      };
    default:
      return refusal satisfies never;
  }
}
