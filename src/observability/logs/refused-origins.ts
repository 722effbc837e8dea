import { type Logger } from 'pino';
import { RepeatFilter } from './repeat-filter';

/** The shortest time between two lines about the same origin. */
const REPEAT_INTERVAL_MS = 60_000;

/** Longer than the origin of any host name; what scripts send as `Origin` can be any text. */
const MAX_ORIGIN_CHARS = 300;

/** As browsers send it; no other text is logged. */
const ORIGIN = /^(?:null|[a-z][a-z0-9+.-]*:\/\/[\x21-\x7e]*)$/;

/** The origins that `CORS_ORIGINS` accepts. */
const CAN_BE_ALLOWED = /^https?:/;

const ALLOW_IT =
  'refused a page of another origin: add its origin to the setting CORS_ORIGINS if it may use the gateway';
const CANNOT_BE_ALLOWED =
  'refused a page without an http or https origin, which CORS_ORIGINS cannot allow: serve it over HTTP';

/**
 * Logs each origin that CORS refuses at most once a minute, with what would allow it and the number of
 * requests skipped; at most 100 origins a minute, and all beyond those as one.
 */
export function logRefusedOrigins(logger: Logger): (origin: string) => void {
  const repeats = new RepeatFilter(REPEAT_INTERVAL_MS);
  return (origin) => {
    if (origin.length > MAX_ORIGIN_CHARS || !ORIGIN.test(origin)) return;
    const repeated = repeats.report(origin);
    if (repeated === undefined) return;
    logger.warn({ origin, repeated }, CAN_BE_ALLOWED.test(origin) ? ALLOW_IT : CANNOT_BE_ALLOWED);
  };
}
