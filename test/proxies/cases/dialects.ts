import { type HttpAnswer, type HttpCall } from '../../support/http-call';
import { cookieOf } from '../../support/test-users';
import { newCallerAddress } from '../caller-address';
import { type Protocol } from '../http-clients';
import { type Lane } from '../lane';
import { type ProxyKind } from '../proxy-kinds';

/** One request that has to be understood however the proxy writes it. */
interface DialectCase {
  readonly name: string;
  readonly through: 'relayed' | 'dialects';
  readonly call: HttpCall;
  /** What the gateway has to have been sent, so that the case tries what it says. */
  readonly sent?: RegExp;
  /** True when the answer is the promised one. */
  readonly isRight: (answer: HttpAnswer) => boolean;
  /** Every proxy where left out. */
  readonly only?: readonly ProxyKind['name'][];
  readonly protocols?: readonly Protocol[];
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const alice = { Cookie: cookieOf('alice') };
const key = { route: 'volume', id: '1' };
const query = '?route=volume&id=1';

const acquire = (path = '/admin/lock', headers: Record<string, string> = {}): HttpCall => ({
  method: 'POST',
  path,
  headers: { ...JSON_TYPE, ...alice, ...headers },
  body: JSON.stringify(key),
});
const ask = (path = '/graphql', headers: Record<string, string> = {}): HttpCall => ({
  ...acquire(path, headers),
  body: JSON.stringify({ query: '{ me { user { username } } }' }),
});
const remove = (path: string, more: Partial<HttpCall> = {}): HttpCall => ({
  method: 'DELETE',
  path,
  ...more,
  headers: { ...alice, ...more.headers },
});

const success = ({ status, text }: HttpAnswer): boolean =>
  status === 200 && text === '{"data":"Success","code":200}';
const isAlice = ({ status, text }: HttpAnswer): boolean =>
  status === 200 && text.includes('"username":"alice"');
const isAlive = ({ status }: HttpAnswer): boolean => status >= 200 && status < 400;

const emptyChunks = { 'Transfer-Encoding': 'chunked' };

const CASES: readonly DialectCase[] = [
  {
    name: 'DELETE with a body',
    through: 'relayed',
    call: remove('/admin/remove-lock', { headers: JSON_TYPE, body: JSON.stringify(key) }),
    isRight: success,
  },
  {
    name: 'DELETE with the key in the query',
    through: 'relayed',
    call: remove(`/admin/remove-lock${query}`),
    isRight: success,
  },
  {
    name: 'DELETE with body and query',
    through: 'relayed',
    call: remove(`/admin/remove-lock${query}`, { headers: JSON_TYPE, body: JSON.stringify(key) }),
    isRight: success,
  },
  // nginx passes chunks on as such only where they came over HTTP/2.
  ...(
    [
      { only: ['HAProxy', 'Envoy'], protocols: ['HTTP/1.1', 'HTTP/2'] },
      { only: ['nginx'], protocols: ['HTTP/2'] },
    ] as const
  ).map((where): DialectCase => ({
    ...where,
    name: 'DELETE with empty chunks, key in the query',
    through: 'dialects',
    call: remove(`/streamed/admin/remove-lock${query}`, { headers: emptyChunks }),
    sent: /^DELETE [^]*\r\ntransfer-encoding: chunked/i,
    isRight: success,
  })),
  {
    name: 'Content-Encoding: identity over REST',
    through: 'relayed',
    call: acquire('/admin/lock', { 'Content-Encoding': 'identity' }),
    sent: /\r\ncontent-encoding: identity/i,
    isRight: success,
  },
  {
    name: 'Content-Encoding: identity over GraphQL',
    through: 'relayed',
    call: ask('/graphql', { 'Content-Encoding': 'identity' }),
    sent: /\r\ncontent-encoding: identity/i,
    isRight: isAlice,
  },
  {
    name: '//admin/lock',
    through: 'dialects',
    call: acquire('/double-slash/admin/lock'),
    sent: /^POST \/\/admin\/lock /,
    isRight: success,
  },
  {
    name: '//graphql',
    through: 'dialects',
    call: ask('/double-slash/graphql'),
    sent: /^POST \/\/graphql /,
    isRight: isAlice,
  },
  {
    name: 'absolute-form target to REST',
    through: 'dialects',
    call: acquire('/absolute-form/admin/lock'),
    sent: /^POST http:\/\/[^/ ]+\/admin\/lock /,
    isRight: success,
    only: ['HAProxy', 'Envoy'],
  },
  {
    name: 'absolute-form target to GraphQL',
    through: 'dialects',
    call: ask('/absolute-form/graphql'),
    sent: /^POST http:\/\/[^/ ]+\/graphql /,
    isRight: isAlice,
    only: ['HAProxy', 'Envoy'],
  },
  {
    name: 'absolute-form target to a health check',
    through: 'dialects',
    call: { method: 'GET', path: '/absolute-form/readyz' },
    sent: /^GET http:\/\/[^/ ]+\/readyz /,
    isRight: isAlive,
    only: ['HAProxy', 'Envoy'],
  },
  {
    name: 'absolute-form target from the caller',
    through: 'relayed',
    call: acquire('http://locks.example/admin/lock', { Host: 'locks.example' }),
    isRight: success,
    protocols: ['HTTP/1.1'],
  },
  {
    name: 'HTTP/1.0 to the gateway',
    through: 'dialects',
    call: acquire('/http-1.0/admin/lock'),
    sent: /^POST \/admin\/lock HTTP\/1\.0\r\n/,
    isRight: success,
    only: ['nginx'],
  },
  ...['OPTIONS /', 'HEAD /', 'HEAD /healthz', 'HEAD /readyz'].map((line): DialectCase => {
    const [method = '', path = ''] = line.split(' ');
    return {
      name: `health check by ${line}`,
      through: 'relayed',
      call: { method, path },
      isRight: isAlive,
    };
  }),
  {
    name: 'HSTS once over TLS, never without',
    through: 'relayed',
    call: { method: 'GET', path: '/healthz' },
    isRight: ({ headers }) => (headers['strict-transport-security'] ?? '') === '',
    protocols: ['HTTP/1.1'],
  },
  {
    name: 'HSTS once over TLS, never without',
    through: 'relayed',
    call: { method: 'GET', path: '/healthz' },
    isRight: ({ headers }) => headers['strict-transport-security'] === 'max-age=31536000',
    protocols: ['HTTP/2'],
  },
];

/** Every request as this proxy writes it. */
export async function tryDialects(lane: Lane): Promise<void> {
  for (const { name, only, protocols, ...dialectCase } of CASES) {
    if (only && !only.includes(lane.proxy)) continue;
    if (protocols && !protocols.includes(lane.protocol)) continue;
    await lane.try(name, () => problemOf(lane, dialectCase));
  }
}

async function problemOf(
  lane: Lane,
  { through, call, sent, isRight }: Omit<DialectCase, 'name'>,
): Promise<string | undefined> {
  const localAddress = newCallerAddress();
  if (call.method === 'DELETE') await lane.relayed.http({ ...acquire(), localAddress });
  lane.relay.takeHeads();
  const answer = await lane[through].http({ ...call, localAddress });
  const heads = lane.relay.takeHeads();
  if (sent && !heads.some((head) => sent.test(head))) {
    return `the gateway was not sent ${String(sent)} but ${JSON.stringify(heads)}`;
  }
  if (isRight(answer)) return undefined;
  const hsts = answer.headers['strict-transport-security'];
  const target = heads[0]?.split('\r\n')[0] ?? 'nothing';
  return `${answer.status} ${answer.text.slice(0, 200)} (HSTS: ${hsts ?? 'none'}) to ${target}`;
}
