import { cookieOf } from '../../support/test-users';
import { type HttpClient } from '../http-clients';

/** The gateway's own limit is 4.8 s; nobody in front may be quicker to give up, or much slower. */
const ANSWERED_WITHIN_MS = 6_000;

/** While the database does not answer, the caller sees what the gateway says of it, in time. */
export async function seenWhileAway(client: HttpClient): Promise<string | undefined> {
  const startMs = performance.now();
  const { status, text } = await client.http({
    method: 'POST',
    path: '/admin/lock',
    headers: { 'Content-Type': 'application/json', Cookie: cookieOf('alice') },
    body: JSON.stringify({ route: 'away', id: '1' }),
  });
  const tookMs = Math.round(performance.now() - startMs);
  const isFromGateway = text === '{"data":"Internal server error","code":500}';
  if (status === 500 && isFromGateway && tookMs <= ANSWERED_WITHIN_MS) return undefined;
  return `${status} ${text.slice(0, 200)} after ${tookMs} ms`;
}
