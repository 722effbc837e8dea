import { type HttpCall } from '../../support/http-call';
import { cookieOf } from '../../support/test-users';
import { type HttpClient } from '../http-clients';
import { type Lane } from '../lane';
import { countAnswers, statusSeen } from './count-answers';

const MEGABYTE = 1_000_000;
const CALLERS = 20;
const AT_ONCE = 5;

const large = JSON.stringify({
  route: 'volume',
  id: 'x'.repeat(MEGABYTE),
  query: '{ __typename }',
});
const small = JSON.stringify({ route: 'volume', id: '1', query: '{ __typename }' });

const wrongTypes = { '/admin/lock': 'text/plain', '/graphql': 'application/xml' };

/** Bodies that the gateway refuses before it has read them. */
const refused: readonly { name: string; call: HttpCall; statuses: readonly string[] }[] = (
  ['/admin/lock', '/graphql'] as const
).flatMap((path) => {
  const call = (body: string, headers: Record<string, string>): HttpCall => ({
    method: 'POST',
    path,
    headers: { Cookie: cookieOf('alice'), ...headers },
    body,
  });
  const json = { 'Content-Type': 'application/json' };
  const wrong = { 'Content-Type': wrongTypes[path] };
  const chunked = { 'Transfer-Encoding': 'chunked' };
  return [
    { name: '1 MB of JSON', call: call(large, json), statuses: ['413'] },
    {
      name: '1 MB of JSON in chunks',
      call: call(large, { ...json, ...chunked }),
      statuses: ['413'],
    },
    { name: 'a wrong type', call: call(small, wrong), statuses: ['415'] },
    { name: '1 MB of a wrong type', call: call(large, wrong), statuses: ['415'] },
    {
      name: '1 MB of a wrong type in chunks',
      call: call(large, { ...wrong, ...chunked }),
      statuses: ['415'],
    },
  ].map((one) => ({ ...one, name: `${path}: ${one.name}` }));
});

/** Every caller whose body is refused sees that it was, and why. */
export async function tryRefusals(lane: Lane): Promise<void> {
  for (const { name, call, statuses } of refused) {
    await lane.try(`refused: ${name}`, () => sendByMany(lane.example, { call, statuses }));
  }
}

/** The same where nginx passes a body on while it arrives; the others always do. */
export async function tryStreamedRefusals(lane: Lane): Promise<void> {
  if (lane.proxy !== 'nginx') return;
  for (const { name, call, statuses } of refused) {
    const streamed = { ...call, path: `/streamed${call.path}` };
    await lane.try(`refused, unbuffered: ${name}`, () =>
      sendByMany(lane.unrelayed, { call: streamed, statuses }),
    );
  }
}

async function sendByMany(
  client: HttpClient,
  { call, statuses }: { call: HttpCall; statuses: readonly string[] },
): Promise<string | undefined> {
  const seen: string[] = [];
  while (seen.length < CALLERS) {
    const wave = Array.from({ length: AT_ONCE }, () => statusSeen(client.httpAlone(call)));
    seen.push(...(await Promise.all(wave)));
    // Who gets no answer at all waits for seconds: a few of them say enough.
    if (seen.some((one) => one.startsWith('no answer'))) break;
  }
  return seen.every((status) => statuses.includes(status)) ? undefined : countAnswers(seen);
}
