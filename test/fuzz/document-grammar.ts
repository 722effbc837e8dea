import fc from 'fast-check';
import { cookieOf } from '../support/test-users';
import { OWN_COOKIE } from './cookie-grammar';
import { anyText, type HostileCall, jsonHeaders, markedText, whole } from './hostile-call';
import { HOSTILE_USER_WITHOUT_PERMISSION } from './hostile-users';
import { HELD_RECORD } from './rightful-users';

const text = anyText.map((value) => JSON.stringify(value.toWellFormed()));
const argument = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.constantFrom(
    'null',
    '1',
    '-1',
    '1e9',
    '9007199254740993',
    'ENUM',
    '$v',
    '[]',
    '{}',
    '"""b"""',
  ),
  fc.integer({ min: 1, max: 900 }).map((n) => '['.repeat(n) + ']'.repeat(n)),
);
const key = fc.oneof(
  fc.nat({ max: 99 }).map((id) => `route: "hostile", id: ${id}`),
  fc.constant(`route: "${HELD_RECORD.route}", id: "${HELD_RECORD.id}"`),
  fc.tuple(argument, argument).map(([route, id]) => `route: ${route}, id: ${id}`),
);

const LOCK_FIELDS = 'id route resourceId holder { id username } fencingToken note heldByMe';
const selection = fc.constantFrom(
  '{ __typename }',
  `{ ... on LockAcquired { created lock { ${LOCK_FIELDS} } } ... on LockConflict { message } }`,
  '{ ... on LockLost { message } ... on LockRenewed { lock { id } } ... on Lock { id } }',
  '{ ... on LockConflict { id: message } ... on LockAcquired { id: created } }',
  '',
);
const mutation = fc
  .tuple(
    fc.constantFrom('acquireLock', 'renewLock', 'removeLock', 'takeOverLock', 'forceRemoveLock'),
    fc.oneof(key, fc.constant('')),
    fc.constantFrom('', ', ttlSeconds: 10', ', fencingToken: 1', ', note: "x"', ', other: 1'),
    selection,
  )
  .map(([name, keyText, more, fields]) => `${name}(${keyText}${more}) ${fields}`);
/** Of records of their own: a line for the record of a rightful user would rightly get it. */
const ownKey = fc.nat({ max: 9 }).map((id) => `route: "hostile", id: ${id}`);
const waiting = fc
  .tuple(fc.constantFrom('requestLock', 'withdrawRequest'), ownKey, argument, fc.boolean())
  .map(([name, keyText, message, isWhole]) =>
    name === 'requestLock' || !isWhole
      ? `${name}(${keyText}, message: ${message}, sessionId: ${message}) { ... on LockQueued { position lock { waiters { message user { id } } } } }`
      : `${name}(${keyText})`,
  );
const items = fc.oneof(
  fc
    .array(ownKey, { maxLength: 110 })
    .map((keys) => `[${keys.map((keyText) => `{${keyText}}`).join()}]`),
  fc.integer({ min: 1, max: 110 }).map((n) => {
    const keys = Array.from({ length: n }, (_, id) => `{route: "hostile", id: ${id}}`);
    return `[${keys.join()}]`;
  }),
  argument,
);
const several = fc
  .tuple(
    fc.constantFrom('acquireLocks', 'renewLocks', 'removeLocks', 'checkLocks'),
    items,
    fc.constantFrom('', ', mode: ALL', ', mode: AVAILABLE', ', mode: x', ', sessionId: "\\u0000"'),
    fc.constantFrom('{ __typename }', '{ complete acquired { id waiterCount } }', ''),
  )
  .map(([name, list, more, fields]) => `${name}(items: ${list}${more}) ${fields}`);
const page = fc.constantFrom(
  ...['first: 1', 'first: 200', 'first: 0', 'after: "x"', 'mine: true'],
  ...['last: 1', 'last: 200, before: "x"', 'first: 1, last: 1'],
);
const query = fc.oneof(
  key.map((keyText) => `lock(${keyText}) { ${LOCK_FIELDS} }`),
  key.map((keyText) => `record(${keyText}) { id lock { ${LOCK_FIELDS} } }`),
  page.map(
    (args) => `locks(${args}) { totalCount nodes { ${LOCK_FIELDS} } pageInfo { endCursor } }`,
  ),
  fc.nat({ max: 250 }).map((n) => {
    const ids = Array.from({ length: n }, (_, id) => `"${id}"`).join(' ');
    return n % 2 === 0
      ? `locks(route: "hostile", ids: [${ids}]) { nodes { id } }`
      : `records(route: "hostile", ids: [${ids}]) { id lock { id } }`;
  }),
  fc.constantFrom(
    'me { permissions }',
    '__typename',
    '__schema { types { name fields { name } } }',
  ),
  // Near to names that exist, so that suggestions are looked for.
  fc.constantFrom('lockz', 'aquireLock', 'loks { nodez { hodler } }', 'removeMyLock', 'mee'),
);
const field = fc.oneof(query, mutation, waiting, several, fc.constant('removeMyLocks'));

const times = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const directive = fc.constantFrom('@skip(if: false)', '@include(if: true)', '@x', '@deprecated');

const ordinary = fc
  .tuple(
    fc.constantFrom('', 'query', 'mutation', 'subscription', 'query Q($v: String)', 'mutation M'),
    fc.array(fc.tuple(fc.constantFrom('', 'a: ', 'b: '), field), { maxLength: 12 }),
  )
  .map(([kind, fields]) => `${kind} { ${fields.map(([alias, one]) => alias + one).join(' ')} }`);

/** Each of these makes some part of parsing or validation work hard, or recurse. */
const costly = fc.oneof(
  times(490).map((n) => `{ locks { nodes { ${'holder { id } '.repeat(n)} } } }`),
  times(490).map((n) => `{ ${'me { permissions } '.repeat(n)} }`),
  times(300).map((n) => `{ ${'lock(route: "a", id: 1) { id } '.repeat(n)} }`),
  fc
    .tuple(fc.integer({ min: 2, max: 140 }), fc.constantFrom(450, 950, 1_950))
    .map(([n, tokens]) => spreadingFragments(n, tokens)),
  times(500).map((n) => {
    const chain = Array.from({ length: n }, (_, i) => `fragment C${i} on Query { ...C${i + 1} }`);
    return `{ ...C0 } ${chain.join(' ')} fragment C${n} on Query { removeMyLocks }`;
  }),
  times(3_000).map((n) => '{ a '.repeat(n) + '}'.repeat(n)),
  times(900).map((n) => `{ locks ${'{ nodes '.repeat(n)} { id } ${'}'.repeat(n)} }`),
  times(900).map(
    (n) => `{ ${Array.from({ length: n }, (_, i) => `a${i}: me { permissions }`).join(' ')} }`,
  ),
  fc.tuple(times(400), directive).map(([n, one]) => `{ me ${`${one} `.repeat(n)} { id } }`),
  times(300).map((n) => {
    const variables = Array.from({ length: n }, (_, i) => `$v${i}: String = "${i}"`);
    return `query (${variables.join(' ')}) { lock(route: $v0, id: $v0) { id } }`;
  }),
  times(300).map((n) =>
    Array.from({ length: n }, (_, i) => `query Q${i} { me { permissions } }`).join(' '),
  ),
  times(60).map(
    (n) => `{ locks { nodes { ${'... on Lock { holder { ...U } } '.repeat(n)} } } }
    fragment U on User { ${'id username '.repeat(n)} }`,
  ),
  times(100_000).map((n) => `{ me { permissions } } # ${'x'.repeat(n)}`),
  times(50_000).map((n) => `{ lock(route: "${'y'.repeat(n)}", id: 1) { id } }`),
  times(120_000).map((n) => `{ lock(route: "v", id: "${markedText(n)}") { id } }`),
  times(2_000).map((n) => `{ ${'lokcs '.repeat(n)} }`),
  anyText.map((value) => `{ me { permissions } } ${value.toWellFormed()}`),
);

/** Fragments that spread as many of the ones after them, round to the first, as so many tokens allow. */
function spreadingFragments(count: number, tokens: number): string {
  const spreads = Math.max(1, Math.min(count - 1, Math.floor((tokens / count - 6) / 2)));
  const fragments = Array.from({ length: count }, (_, n) => {
    const others = Array.from({ length: spreads }, (__, step) => `...F${(n + 1 + step) % count}`);
    return `fragment F${n} on Query { ${others.join(' ')} }`;
  });
  return `{ ...F0 } ${fragments.join(' ')}`;
}

const document = fc.oneof({ weight: 3, arbitrary: ordinary }, { weight: 2, arbitrary: costly });

const deepJson = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}']), times(20_000))
  .map(([[open, close], n]) => `${open.repeat(n)}1${close.repeat(n)}`);
const variables = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('{}', 'null', '{"v":"x"}', '[]', '"x"', '{"__proto__":1}'),
  },
  { weight: 1, arbitrary: deepJson },
  { weight: 1, arbitrary: deepJson.map((json) => `{"v":${json}}`) },
  { weight: 1, arbitrary: times(100_000).map((n) => `{"v":"${'z'.repeat(n)}"}`) },
  { weight: 1, arbitrary: fc.json() },
);
const extra = fc.constantFrom(
  '',
  '',
  ',"operationName":"Q"',
  ',"operationName":1',
  ',"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}',
  ',"extensions":[]',
  ',"http":{"status":500}',
  ',"query":null',
);

const postBody = fc
  .tuple(document, variables, extra, fc.nat({ max: 20 }))
  .map(([query_, json, more, batch]) => {
    const one = `{"query":${JSON.stringify(query_)},"variables":${json}${more}}`;
    return batch === 0 ? `[${one},${one}]` : one;
  });

const cookie = fc.constantFrom(
  OWN_COOKIE,
  undefined,
  cookieOf(HOSTILE_USER_WITHOUT_PERMISSION),
  'refreshToken=nobody',
);

/** GraphQL calls with and without a user: documents that cost, recurse, or are no documents. */
export const documentCalls: fc.Arbitrary<HostileCall> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(postBody, cookie).map(([body, text]): HostileCall => ({
      family: 'documents',
      pieces: whole({
        method: 'POST',
        target: '/graphql',
        headers: jsonHeaders({ cookie: text, body }),
        body,
      }),
      owed: { isAnswered: true },
    })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(document, variables, cookie).map(([query_, json, text]): HostileCall => ({
      family: 'documents',
      pieces: whole({
        method: 'GET',
        target: `/graphql?query=${encodeURIComponent(query_)}&variables=${encodeURIComponent(json)}`,
        headers: [...jsonHeaders({ cookie: text }), ['Apollo-Require-Preflight', '1']],
      }),
      owed: { isAnswered: true },
    })),
  },
);
