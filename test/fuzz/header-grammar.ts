import fc from 'fast-check';
import { OWN_COOKIE } from './cookie-grammar';
import { type HostileCall, hostileRecord, jsonHeaders, whole } from './hostile-call';

type Header = readonly [name: string, value: string];

/** Headers to add, and whether they leave it open where the request ends or whether it goes on. */
interface Mischief {
  readonly headers: readonly Header[];
  readonly isAnswered: boolean;
}

const harmless = (...headers: Header[]): Mischief => ({ headers, isAnswered: true });
const framing = (...headers: Header[]): Mischief => ({ headers, isAnswered: false });

const bytes = fc.string({ unit: 'binary-ascii', maxLength: 300 });

const known = fc.constantFrom<Mischief>(
  harmless(['Host', 'other']),
  harmless(['Host', '']),
  harmless(['host', 'gateway, other']),
  framing(['Transfer-Encoding', 'chunked']),
  framing(['Transfer-Encoding', 'identity']),
  framing(['Transfer-Encoding', 'gzip, chunked']),
  framing(['Transfer-Encoding', 'chunked, chunked']),
  framing(['Transfer-Encoding', ' \x0bchunked']),
  framing(['Content-Length', '0']),
  framing(['Content-Length', '-1']),
  framing(['Content-Length', '99999999999999999999']),
  framing(['Content-Length', '+5']),
  framing(['Content-Length', '5, 5']),
  framing(['Trailer', 'Cookie'], ['TE', 'trailers']),
  harmless(['Content-Encoding', 'identity']),
  harmless(['Content-Encoding', 'gzip']),
  harmless(['Content-Encoding', 'br, gzip']),
  framing(['Expect', '100-continue']),
  framing(['Expect', '200-ok']),
  framing(['Upgrade', 'websocket'], ['Connection', 'Upgrade']),
  framing(['Upgrade', 'h2c'], ['Connection', 'Upgrade, HTTP2-Settings'], ['HTTP2-Settings', 'AA']),
  harmless(['X-HTTP-Method-Override', 'DELETE']),
  harmless(['X-Original-URL', '/admin/remove-lock'], ['X-Rewrite-URL', '/metrics']),
  harmless(['Origin', 'null'], ['Access-Control-Request-Method', 'POST']),
  harmless(['Sec-Fetch-Site', 'cross-site'], ['Sec-Fetch-Mode', 'navigate']),
  harmless(['X-Apollo-Operation-Name', '\xff'], ['Apollo-Require-Preflight', '']),
  harmless(['Range', 'bytes=0-'], ['If-None-Match', '*'], ['If-Modified-Since', 'x']),
  framing([' X-Folded', 'a\r\n b']),
  framing(['X-Space ', 'a']),
  framing(['', 'nameless']),
  framing(['X-Nul', 'a\0b']),
  framing(['X-8-bit-\xff', '\xff']),
);

const forwarded = fc
  .tuple(
    fc.constantFrom('X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'X-Forwarded-Proto', 'Via'),
    fc.array(
      fc.oneof(
        fc.ipV4(),
        fc.ipV6(),
        fc.constantFrom('', 'unknown', '_hidden', '[::1]:80', '"x"', '127.0.0.1:99999', '::ffff:1'),
        bytes.map((text) => text.replace(/[^\x20-\x7e]/g, '')),
      ),
      { maxLength: 60 },
    ),
  )
  .map(([name, parts]) => harmless([name, parts.join(',')]));

const contentType = fc
  .oneof(
    fc.constantFrom(
      'application/json; charset=utf-16',
      'application/json; charset=utf-7',
      'application/json; charset="\\"',
      'application/json; charset=__proto__',
      'application/json;;;',
      'application/json, text/plain',
      'Application/JSON',
      'application/graphql-response+json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '/',
      ';',
    ),
    fc.integer({ min: 1, max: 2_000 }).map((n) => `application/json${'; a="\\"'.repeat(n)}`),
    bytes.map((text) => text.replace(/[^\x20-\x7e]/g, '')),
  )
  .map((text) => harmless(['Content-Type', text]));

const flood = fc.oneof(
  fc
    .tuple(fc.integer({ min: 50, max: 3_000 }), fc.boolean())
    .map(([count, isOneName]) =>
      harmless(
        ...Array.from({ length: count }, (_, n): Header => [isOneName ? 'x' : `x-${n}`, 'y']),
      ),
    ),
  fc.integer({ min: 1_000, max: 60_000 }).map((n) => harmless(['X-Large', 'z'.repeat(n)])),
);

const mischief = fc.oneof(
  { weight: 5, arbitrary: known },
  { weight: 2, arbitrary: forwarded },
  { weight: 3, arbitrary: contentType },
  { weight: 1, arbitrary: flood },
);

/** Calls of the hostile user with headers that HTTP forbids, or that some library gives a meaning to. */
export const headerCalls: fc.Arbitrary<HostileCall> = fc
  .tuple(
    fc.array(mischief, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('first', 'last', 'instead'),
    fc.boolean(),
    hostileRecord,
  )
  .map(([parts, place, isRest, key]): HostileCall => {
    const query = `{ lock(route: "${key.route}", id: "${key.id}") { id } }`;
    const body = JSON.stringify(isRest ? key : { query });
    const added = parts.flatMap(({ headers }) => headers);
    const usual = jsonHeaders({ cookie: OWN_COOKIE, body });
    const replaced = new Set(added.map(([name]) => name.toLowerCase()));
    const kept =
      place === 'instead' ? usual.filter(([name]) => !replaced.has(name.toLowerCase())) : usual;
    const headers = place === 'first' ? [...added, ...kept] : [...kept, ...added];
    const target = isRest ? '/admin/lock' : '/graphql';
    return {
      family: 'headers',
      pieces: whole({ method: 'POST', target, headers, body }),
      owed: { isAnswered: parts.every((part) => part.isAnswered) },
    };
  });
