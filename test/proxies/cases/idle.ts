import { setTimeout as sleep } from 'node:timers/promises';
import { cookieOf } from '../../support/test-users';
import { newCallerAddress } from '../caller-address';
import { type Lane } from '../lane';
import { countAnswers, statusSeen } from './count-answers';

/** Longer than Node's servers keep a connection where nothing is set (5 s). */
const IDLE_MS = 6_000;

/** A connection that the proxy kept carries a request again after a pause. */
export async function tryIdleConnection(lane: Lane): Promise<void> {
  await lane.try('a kept connection after 6 s without a request', async () => {
    const localAddress = newCallerAddress();
    const ask = (): Promise<string> =>
      statusSeen(
        lane.relayed.http({
          method: 'POST',
          path: '/admin/lock',
          headers: { 'Content-Type': 'application/json', Cookie: cookieOf('alice') },
          body: JSON.stringify({ route: 'idle', id: '1' }),
          localAddress,
        }),
      );
    const before = await Promise.all([ask(), ask(), ask(), ask()]);
    lane.relay.markOpen();
    await sleep(IDLE_MS);
    const after = await Promise.all([ask(), ask(), ask(), ask()]);
    const seen = countAnswers([...before, ...after]);
    if (seen !== '200 x 8') return seen;
    return lane.relay.usedAgain() > 0 ? undefined : 'no connection was used again';
  });
}
