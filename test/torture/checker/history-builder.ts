import { type Answer, type Call, type Op, type Request, type SeenLock } from '../history';

/** Any time will do; leases in built histories are counted from here. */
export const BASE_MS = 1_800_000_000_000;
export const LEASE_MS = 30_000;

/** Times are seconds after the beginning: [start, end]. */
export type Span = readonly [start: number, end: number];

/** A lock as GraphQL tells it, its lease counted from `sinceS`. */
export function lockOf(holder: string, token: number, sinceS = 0): SeenLock {
  return { holder, token, expiresAtMs: BASE_MS + sinceS * 1000 + LEASE_MS };
}

/** Writes short histories of the lock `volume/1`. */
export class HistoryBuilder {
  readonly calls: Call[] = [];

  /** A GraphQL call with a definite answer. */
  answered(user: string, op: Op, span: Span, answer: Answer, more: Partial<Request> = {}): this {
    return this.add({ user, op, span, outcome: { kind: 'definite', answer, status: 200 }, more });
  }

  /** A new grant over GraphQL. */
  granted(user: string, token: number, span: Span): this {
    const lock = lockOf(user, token, span[0]);
    return this.answered(user, 'acquire', span, { kind: 'granted', lock, created: true });
  }

  /** A renewal over GraphQL. */
  renewed(user: string, token: number, span: Span): this {
    const lock = lockOf(user, token, span[0]);
    return this.answered(user, 'renew', span, { kind: 'granted', lock }, { token });
  }

  /** A refused acquire over GraphQL. */
  refused(user: string, span: Span, lock: SeenLock): this {
    return this.answered(user, 'acquire', span, { kind: 'conflict', lock });
  }

  /** A removal over GraphQL, which names the grant it ended. */
  removed(user: string, token: number, span: Span): this {
    return this.answered(user, 'remove', span, { kind: 'removed', lock: lockOf(user, token) });
  }

  /** POST /admin/lock, 200. */
  restGranted(user: string, span: Span): this {
    const answer: Answer = { kind: 'granted', lock: { holder: user } };
    return this.answered(user, 'acquire', span, answer, { door: 'rest' });
  }

  /** DELETE /admin/remove-lock, 200. */
  restRemoved(user: string, span: Span): this {
    return this.answered(user, 'remove', span, { kind: 'removed' }, { door: 'rest' });
  }

  /** A call with an unknown outcome. */
  unknown(user: string, op: Op, span: Span, more: Partial<Request> = {}): this {
    return this.add({ user, op, span, outcome: { kind: 'unknown', reason: 'reset' }, more });
  }

  /** The list after the end: the lock as given, or not in it. */
  finalList(span: Span, lock?: SeenLock): this {
    const locks = lock ? [{ ...lock, id: 'volume/1' }] : [];
    return this.answered('alice', 'finalLocks', span, { kind: 'list', locks }, { lock: '*' });
  }

  private add(call: {
    user: string;
    op: Op;
    span: Span;
    outcome: Call['outcome'];
    more: Partial<Request>;
  }): this {
    this.calls.push({
      id: this.calls.length,
      client: 0,
      user: call.user,
      door: 'graphql',
      gateway: 0,
      op: call.op,
      lock: 'volume/1',
      startMs: BASE_MS + call.span[0] * 1000,
      endMs: BASE_MS + call.span[1] * 1000,
      outcome: call.outcome,
      ...call.more,
    });
    return this;
  }
}
