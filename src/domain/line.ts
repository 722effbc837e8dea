import { type Holder, type Lock, type Waiter } from './lock';
import { NOBODY } from './lock-record';

/** How many can wait for one lock. */
export const MAX_WAITERS = 50;
/** How many bytes the texts of one line may take, so that the lock and its line fit a document. */
const MAX_LINE_BYTES = 64 * 1024;
/** How long a place in a line is kept after the last sign of life. */
export const PLACE_MS = 60_000;

/** Those of a line whose places are kept at `now`; the same array when all are. */
export function living(waiters: readonly Waiter[], now: Date): readonly Waiter[] {
  if (waiters.length === 0) return NOBODY;
  const nowMs = now.getTime();
  const isKept = ({ placeEndsAt }: Waiter): boolean => placeEndsAt.getTime() > nowMs;
  return waiters.every(isKept) ? waiters : waiters.filter(isKept);
}

/** The line without one user; the same array when that user is not in it. */
export function without(waiters: readonly Waiter[], userId: string): readonly Waiter[] {
  if (placeOf(waiters, userId) < 0) return waiters;
  return waiters.filter(({ user }) => user.id !== userId);
}

/** The line of a lock without its holder, unless that user waits for it in another session. */
export function withoutHolder(
  waiters: readonly Waiter[],
  { holder, sessionId }: Lock,
): readonly Waiter[] {
  const waiter = waiters[placeOf(waiters, holder.id)];
  return waiter && isOtherSession(sessionId, waiter.sessionId)
    ? waiters
    : without(waiters, holder.id);
}

/** True for two different sessions; none is not another one. */
export function isOtherSession(one: string | null, other: string | null | undefined): boolean {
  return !!one && !!other && one !== other;
}

/** The index of a user in a line, -1 if absent. */
export function placeOf(waiters: readonly Waiter[], userId: string): number {
  return waiters.length === 0 ? -1 : waiters.findIndex(({ user }) => user.id === userId);
}

/** What a user who asks for a lock says. */
export interface Asking {
  readonly user: Holder;
  /** undefined keeps the message of a user who is in the line already. */
  readonly message: string | null | undefined;
  /** null keeps the session of a user who is in the line already. */
  readonly sessionId: string | null;
  readonly placeMs: number;
}

/**
 * The line with the user at the end of it, or in the place that the user has already; undefined
 * when it has no room.
 */
export function joined(
  waiters: readonly Waiter[],
  { user, message, sessionId, placeMs }: Asking,
  now: Date,
): readonly Waiter[] | undefined {
  const place = placeOf(waiters, user.id);
  const earlier = waiters[place];
  const waiter: Waiter = {
    user,
    since: earlier?.since ?? now,
    placeEndsAt: new Date(now.getTime() + placeMs),
    message: message === undefined ? (earlier?.message ?? null) : message,
    sessionId: sessionId ?? earlier?.sessionId ?? null,
  };
  const line = earlier ? waiters.with(place, waiter) : [...waiters, waiter];
  return line.length <= MAX_WAITERS && bytesOf(line) <= MAX_LINE_BYTES ? line : undefined;
}

function bytesOf(waiters: readonly Waiter[]): number {
  let bytes = 0;
  for (const { user, message, sessionId } of waiters) {
    bytes += Buffer.byteLength(user.id) + Buffer.byteLength(user.username);
    bytes += Buffer.byteLength(message ?? '') + (sessionId ?? '').length;
  }
  return bytes;
}
