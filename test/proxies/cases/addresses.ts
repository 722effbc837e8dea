import { cookieOf } from '../../support/test-users';
import { newCallerAddress } from '../caller-address';
import { type HttpClient } from '../http-clients';
import { type Lane } from '../lane';
import { countAnswers, statusSeen } from './count-answers';

/** So many requests a second the gateway of these cases takes from one address. */
export const RATE_PER_ADDRESS = 10;

const ROUNDS = 3;

/** One who asks too often is refused, and only that one: the proxy's word on addresses counts. */
export async function tryAddresses(lane: Lane): Promise<void> {
  await lane.try('rates by the address in X-Forwarded-For', () => flood(lane.relayed, ''));
  await lane.try('rates by an address with a port', () =>
    flood(lane.dialects, '/address-with-port'),
  );
}

async function flood(client: HttpClient, prefix: string): Promise<string | undefined> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [busy, other] = [newCallerAddress(), newCallerAddress()];
    // What a caller writes there itself must not make it somebody else.
    const seen = await Promise.all(
      Array.from({ length: 4 * RATE_PER_ADDRESS }, (_, at) =>
        ask(client, { prefix, localAddress: busy, forged: `198.51.100.${at % 250}` }),
      ),
    );
    const seenByOther = await ask(client, { prefix, localAddress: other });
    if (!seen.includes('429')) return `nobody was refused: ${countAnswers(seen)}`;
    if (seenByOther !== '404') return `another caller saw ${seenByOther}`;
  }
  return undefined;
}

/** A request that is counted and then refused for its cookie. */
function ask(
  client: HttpClient,
  from: { prefix?: string; localAddress?: string; forged?: string },
): Promise<string> {
  return statusSeen(
    client.http({
      method: 'POST',
      path: `${from.prefix ?? ''}/admin/lock`,
      headers: {
        'Content-Type': 'application/json',
        Cookie: cookieOf('stranger'),
        ...(from.forged !== undefined && { 'X-Forwarded-For': from.forged }),
      },
      body: '{}',
      localAddress: from.localAddress,
    }),
  );
}
