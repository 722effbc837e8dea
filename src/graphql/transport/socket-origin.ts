import { type IncomingMessage } from 'node:http';

/**
 * True when no page of another site can have made a handshake: without an `Origin` no browser made it,
 * otherwise its page is of the host that is asked, or of an allowed origin. CORS does not apply to
 * WebSockets, so that nobody else checks this.
 */
export function mayOpenSocket(
  { headers: { origin, host } }: IncomingMessage,
  allowedOrigins: ReadonlySet<string>,
): boolean {
  if (origin === undefined || allowedOrigins.has(origin)) return true;
  try {
    const { protocol, host: page } = new URL(origin);
    return /^https?:$/.test(protocol) && page === host?.toLowerCase();
  } catch {
    return false;
  }
}
