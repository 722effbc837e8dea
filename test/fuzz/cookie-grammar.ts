import fc from 'fast-check';
import { cookieOf, tokenOf } from '../support/test-users';
import { type HostileCall, jsonHeaders, whole } from './hostile-call';
import { HOSTILE_USER } from './hostile-users';
import { RIGHTFUL_NAMES } from './rightful-users';

/** A Cookie header, one byte a character, and whether it can mean the hostile user's own session. */
interface Cookie {
  readonly text: string;
  readonly isOwn: boolean;
}

const nobody = (text: string): Cookie => ({ text, isOwn: false });

const token = fc.oneof(
  fc.constantFrom(...RIGHTFUL_NAMES.map(tokenOf), tokenOf(HOSTILE_USER)),
  fc.constantFrom('1', 'true', 'null', '', 'undefined', '[object Object]'),
);

const brackets = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}']), fc.integer({ min: 1, max: 7_000 }))
  .map(([[open, close], depth]) => {
    const times = Math.min(depth, Math.floor(14_000 / (open.length + close.length)));
    return open.repeat(times) + close.repeat(times);
  });

/** What the cookie libraries read as JSON after `j:`: every scalar, query operators, deep nesting. */
const json = fc.oneof(
  fc.constantFrom('1', 'true', 'null', '[1]', '{"a": 1}', '-0', '1e999', '{', '""', '[null]'),
  fc.constantFrom('{"$ne":null}', '{"$gt":""}', '{"toString":1}', '{"length":64}', '["a","b"]'),
  token.map((text) => JSON.stringify(text)),
  token.map((text) => JSON.stringify([text])),
  fc.json({ maxDepth: 4 }).filter((text) => text.length < 2_000),
  { weight: 1, arbitrary: brackets },
);

const prefixed = fc
  .tuple(fc.constantFrom('j:', 'j:', 'j:', 's:', 's:j:', 'j:j:', 'J:', 'j%3A', 'e:'), json)
  .map(([prefix, value]) => prefix + value);
/** What such a library would hand on as something other than a text. */
const scalar = fc.tuple(
  fc.constantFrom('j:', 'j%3A', 'j%3a'),
  fc.constantFrom('1', 'true', 'null', '[1]', '{"a":1}', '-1.5', '[]', '"demo"', 'false', '0'),
);
const signed = token.map((text) => `s:${text}.c2lnbmF0dXJl`);

const encodeAll = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const encoding = fc.constantFrom(
  (text: string) => text,
  (text: string) => text,
  encodeURIComponent,
  encodeAll,
  (text: string) => encodeURIComponent(encodeURIComponent(text)),
  (text: string) => `"${text}"`,
  (text: string) => `"${text}`,
  (text: string) => `${text}%`,
  (text: string) => `${text}%E0%A4%A`,
);

/** Header text that HTTP allows: one byte a character, no line ends. */
const wireText = (text: string): string =>
  Buffer.from(text.toWellFormed())
    .toString('latin1')
    .replace(/[\0\r\n]/g, '');

const value = fc
  .tuple(fc.oneof(prefixed, prefixed, prefixed, signed, fc.string({ unit: 'binary' })), encoding)
  .map(([text, encode]) => wireText(encode(text.toWellFormed())));

const ownSession = fc
  .constantFrom(
    (text: string) => text,
    encodeAll,
    (text: string) => `"${text}"`,
  )
  .map((encode): Cookie => ({
    text: `refreshToken=${encode(tokenOf(HOSTILE_USER))}`,
    isOwn: true,
  }));

const pair: fc.Arbitrary<Cookie> = fc.oneof(
  {
    weight: 3,
    arbitrary: scalar.map(([prefix, text]) => nobody(`refreshToken=${prefix}${text}`)),
  },
  { weight: 6, arbitrary: value.map((text) => nobody(`refreshToken=${text}`)) },
  { weight: 1, arbitrary: ownSession },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('RefreshToken', 'refreshtoken', '__proto__', '$Version', 'refreshToken[]'),
        token,
      )
      .map(([name, text]) => nobody(`${name}=${text}`)),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        'refreshToken',
        '=',
        '=x',
        ';',
        '__proto__=j:{"refreshToken":"x"}',
        'a\xff=\xe9',
      )
      .map(nobody),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 14_000 }).map((n) => nobody(`x=${'y'.repeat(n)}`)),
  },
);

const cookie: fc.Arbitrary<Cookie> = fc
  .tuple(
    fc.array(pair, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('; ', ';', ';;', ' ;\t', ', ', ','),
  )
  .map(([pairs, separator]) => ({
    text: pairs
      .map(({ text }) => text)
      .join(separator)
      .slice(0, 15_000),
    // A comma is no separator: it makes the token another text, which is right both ways.
    isOwn: pairs.some(({ isOwn }) => isOwn),
  }));

const doors = fc.constantFrom('rest', 'rest', 'remove', 'graphql', 'get');

/** Calls whose cookie is hostile; each would take a lock of its own in the route `trap`. */
export const cookieCalls: fc.Arbitrary<HostileCall> = fc
  .tuple(cookie, doors, fc.nat())
  .map(([{ text, isOwn }, door, id]): HostileCall => {
    const key = { route: 'trap', id: String(id) };
    const query = `mutation { acquireLock(route: "trap", id: "${id}") { __typename } }`;
    const owed = { isAnswered: true, mayBeNotFound: !isOwn || door === 'remove' };
    if (door === 'get') {
      const target = `/graphql?query=${encodeURIComponent('{ locks(mine: true) { nodes { id } } }')}`;
      const headers = jsonHeaders({ cookie: text });
      return { family: 'cookies', pieces: whole({ method: 'GET', target, headers }), owed };
    }
    const body = JSON.stringify(door === 'graphql' ? { query } : key);
    const headers = jsonHeaders({ cookie: text, body });
    if (door === 'graphql') {
      const request = { method: 'POST', target: '/graphql', headers, body };
      return { family: 'cookies', pieces: whole(request), owed };
    }
    const [method, target] =
      door === 'rest'
        ? (['POST', '/admin/lock'] as const)
        : (['DELETE', '/admin/remove-lock'] as const);
    const statuses = isOwn ? [200, 400, 401, 404, 431] : [400, 401, 404, 431];
    return {
      family: 'cookies',
      pieces: whole({ method, target, headers, body }),
      owed: { ...owed, statuses, mayBeNotFound: true },
    };
  });

/** The hostile user's own session, as a browser sends it. */
export const OWN_COOKIE = cookieOf(HOSTILE_USER);
