import { type Lock } from '../../client/lock-types';
import { type TimeText } from './banner-texts';

/** When each lock was seen first, by the monotonic clock of the page. */
const firstSeen = new WeakMap<Lock, number>();

/**
 * Tells times by the clock of the gateway, in which the wall clock of the page has no part. It counts from the
 * first call for the lock on: call it early.
 */
export function timeTeller(lock: Lock, locale: string | undefined): (at: string) => TimeText {
  const tick = performance.now();
  const seen = firstSeen.get(lock) ?? tick;
  firstSeen.set(lock, seen);
  const { expiresAt, expiresInMs } = lock;
  const now =
    expiresAt === null || expiresInMs === null
      ? null
      : Date.parse(expiresAt) - expiresInMs + tick - seen;
  return (text) => {
    const at = new Date(text);
    return {
      clock: at.toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short' }),
      relative: now === null ? null : relativeTime(at.getTime() - now, locale),
    };
  };
}

const MINUTE_MS = 60_000;

/** To the minute, and from two hours on to the hour. */
function relativeTime(inMs: number, locale: string | undefined): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const minutes = Math.round(inMs / MINUTE_MS);
  return Math.abs(minutes) < 120
    ? format.format(minutes, 'minute')
    : format.format(Math.round(minutes / 60), 'hour');
}
