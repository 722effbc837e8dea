import { type Lock } from '../../client/lock-types';

/** When each lock was seen first, by the monotonic clock of the page. */
const firstSeen = new WeakMap<Lock, number>();

/** What there is to say of a lock's time. The page's wall clock has no part in it. */
export interface LockTimes {
  readonly acquiredAt: Date;
  /** Null when it never ends. */
  readonly expiresAt: Date | null;
  /** The time now by the clock of the gateway; null when it did not say what time it is. */
  readonly now: Date | null;
}

/** The times of a lock as they stand now. Call it early: it counts from the first call for the lock on. */
export function timesOf(lock: Lock): LockTimes {
  const tick = performance.now();
  const seen = firstSeen.get(lock) ?? tick;
  firstSeen.set(lock, seen);
  const expiresAt = lock.expiresAt === null ? null : new Date(lock.expiresAt);
  const answeredAt =
    expiresAt === null || lock.expiresInMs === null ? null : expiresAt.getTime() - lock.expiresInMs;
  return {
    acquiredAt: new Date(lock.acquiredAt),
    expiresAt,
    now: answeredAt === null ? null : new Date(answeredAt + tick - seen),
  };
}

/** A time of day, with the date unless it is today. */
export function clockTime(at: Date, now: Date | null, locale: string | undefined): string {
  const isToday = now !== null && at.toDateString() === now.toDateString();
  const date = isToday ? {} : ({ dateStyle: 'medium' } as const);
  return new Intl.DateTimeFormat(locale, { ...date, timeStyle: 'short' }).format(at);
}

const MINUTE_MS = 60_000;
const MINUTES = { hour: 60, day: 24 * 60 } as const;

/** How long ago, or in how long: to the minute, from an hour on to the hour, from two days on to the day. */
export function relativeTime(at: Date, now: Date, locale: string | undefined): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const minutes = Math.round((at.getTime() - now.getTime()) / MINUTE_MS);
  const size = Math.abs(minutes);
  if (size < MINUTES.hour) return format.format(minutes, 'minute');
  if (size < 2 * MINUTES.day) return format.format(Math.round(minutes / MINUTES.hour), 'hour');
  return format.format(Math.round(minutes / MINUTES.day), 'day');
}
