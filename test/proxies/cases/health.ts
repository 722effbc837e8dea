import { waitUntil } from '../../support/wait-until';
import { http1Client } from '../http-clients';
import { type Lane } from '../lane';

/** HAProxy's health check where nothing is set: `OPTIONS /` in HTTP/1.0, without Host. */
export async function tryDefaultCheck(lane: Lane): Promise<void> {
  if (lane.proxy !== 'HAProxy' || lane.protocol !== 'HTTP/1.1') return;
  await lane.try("HAProxy's default health check", async () => {
    const seen = await waitUntil({
      what: 'a health check that was answered',
      withinMs: 10_000,
      ask: () => checkSeen(lane.defaultCheckPort),
    });
    return seen.startsWith('L7OK') ? undefined : seen;
  });
}

/**
 * The result of the last check (`L7OK 200`, `L7STS 404`), or undefined when there was none yet. One whose
 * time was over (`L7TOUT`) says nothing but that the machine was busy: HAProxy gives each 200 ms.
 */
async function checkSeen(port: number): Promise<string | undefined> {
  const { text } = await http1Client(port).http({ method: 'GET', path: '/stats;csv' });
  const [titles = [], ...rows] = text.split('\n').map((line) => line.split(','));
  const row = rows.find(([backend, server]) => backend === 'default_check' && server === 'gateway');
  const value = (title: string): string => row?.[titles.indexOf(title)] ?? '';
  const status = value('check_status').replace('* ', '');
  return /^L\d(?!TOUT)/.test(status) ? `${status} ${value('check_code')}` : undefined;
}
