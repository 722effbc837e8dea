const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** To the second within two minutes, later to the minute, to the hour, to the day. */
export function durationText(ms: number): string {
  const time = Math.max(ms, 0);
  if (time < 2 * MINUTE) return `${Math.floor(time / SECOND)} s`;
  if (time < HOUR) return `${Math.floor(time / MINUTE)} min`;
  if (time < DAY)
    return pair(Math.floor(time / HOUR), 'h', Math.floor((time % HOUR) / MINUTE), 'min');
  return pair(Math.floor(time / DAY), 'd', Math.floor((time % DAY) / HOUR), 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** How long ago something was; nothing smaller than a minute, which would change all the time. */
export function ageText(at: string, nowMs: number): string {
  const ms = nowMs - Date.parse(at);
  if (ms < MINUTE) return 'just now';
  return ms < 2 * MINUTE ? '1 min ago' : `${durationText(ms)} ago`;
}

/** What is left of a lease. */
export function timeLeftText(expiresAt: string | null, nowMs: number): string {
  if (expiresAt === null) return 'no end';
  const ms = Date.parse(expiresAt) - nowMs;
  return ms <= 0 ? 'over' : durationText(ms);
}

/** A time as the clock on the wall of the reader shows it. */
export function clockText(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}
