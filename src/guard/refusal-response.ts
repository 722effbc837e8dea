import { type LockRefusal, type LostLock } from './lock-check';

/** The status, its phrase and the code of each refusal. */
const ANSWERS = {
  lost: [409, 'Conflict', 'LOCK_LOST'],
  tokenMissing: [423, 'Locked', 'LOCK_TOKEN_MISSING'],
  badRequest: [400, 'Bad Request', 'BAD_USER_INPUT'],
  unauthenticated: [401, 'Unauthorized', 'UNAUTHENTICATED'],
  forbidden: [403, 'Forbidden', 'FORBIDDEN'],
  unavailable: [503, 'Service Unavailable', 'LOCK_UNKNOWN'],
} as const satisfies Record<LockRefusal['kind'], readonly [number, string, string]>;

/** The body of a refusal, `application/problem+json` (RFC 9457). */
export interface LockProblem {
  /** The phrase of the status. */
  readonly title: string;
  readonly status: number;
  /** What programs tell refusals apart by; stable. */
  readonly code: (typeof ANSWERS)[LockRefusal['kind']][2];
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
  const [status, title, code] = ANSWERS[refusal.kind];
  const problem = { title, status, code, detail: detailOf(refusal) };
  return refusal.kind === 'lost' ? { ...problem, locks: refusal.lost } : problem;
}

function detailOf(refusal: LockRefusal): string {
  if (refusal.kind === 'lost') return refusal.lost[0]?.message ?? '';
  if (refusal.kind !== 'unavailable') return refusal.message;
  return 'It is not known just now who holds the lock, so nothing was saved. Please try again.';
}
