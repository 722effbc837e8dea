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
const ALLOW_SOCKET =
  'refused the WebSocket of a page of another origin: let the proxy pass on the Host that the page asked, or add its origin to the setting CORS_ORIGINS if it may use the gateway';
const CANNOT_BE_ALLOWED =
  'refused a page without an http or https origin, which CORS_ORIGINS cannot allow: serve it over HTTP';

/** Receives the origin of a page that was refused, and for a WebSocket the host that was asked. */
export type OnRefusedOrigin = (origin: string, socketHost?: string) => void;

/**
 * Logs each origin that is refused at most once a minute, with what would allow it and the number of
 * requests skipped; at most 100 origins a minute, and all beyond those as one. WebSockets count on their
 * own, since a page whose requests are accepted can still be refused one.
 */
export function logRefusedOrigins(logger: Logger): OnRefusedOrigin {
  const requests = new RepeatFilter(REPEAT_INTERVAL_MS);
  const sockets = new RepeatFilter(REPEAT_INTERVAL_MS);
  return (origin, socketHost) => {
    if (origin.length > MAX_ORIGIN_CHARS || !ORIGIN.test(origin)) return;
    const repeated = (socketHost === undefined ? requests : sockets).report(origin);
    if (repeated === undefined) return;
    const refused = { origin, ...(socketHost !== undefined && { host: toText(socketHost) }) };
    const how = socketHost === undefined ? ALLOW_IT : ALLOW_SOCKET;
    logger.warn({ ...refused, repeated }, CAN_BE_ALLOWED.test(origin) ? how : CANNOT_BE_ALLOWED);
  };
}

/** Node accepts any visible text as a host. */
function toText(host: string): string {
  return host.slice(0, MAX_ORIGIN_CHARS);
}
