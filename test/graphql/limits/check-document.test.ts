import { getIntrospectionQuery, validate } from 'graphql';
import { OPERATION_EXAMPLES } from '../../support/operation-examples';
import { DEFAULT_LIMITS } from '../../support/test-config';
import { createDocumentCheck } from '../../../src/graphql/limits/check-document';
import { getSchema } from '../../../src/graphql/schema/schema';

const check = createDocumentCheck(DEFAULT_LIMITS.graphql);
const unlimited = createDocumentCheck({
  ...DEFAULT_LIMITS.graphql,
  ...{ maxCharacters: 1_000_000, maxTokens: 100_000 },
});

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const enclosed = (depth: number, [open, close]: readonly [string, string]): string =>
  open.repeat(depth) + close.repeat(depth);

/** Fragments that spread one another, which is more than the rules of GraphQL can recurse into. */
const fragmentsOfOneAnother = `{ ...F0 } ${times(
  90,
  (index) =>
    `fragment F${index} on Query { me { id } ...F${(index + 1) % 90} ...F${(index + 7) % 90} }`,
)}`;

describe('what costs the rules of GraphQL more than it costs to send is refused before them', () => {
  it.each<[string, string, RegExp]>([
    ['one field 480 times', `{locks{nodes{${'holder{id} '.repeat(480)}}}}`, /tokens/],
    ['one field 125 times', `{locks{nodes{${'holder{id} '.repeat(120)}}}}`, /repeated fields/],
    ['one root field 27 times', `{${'me{id} '.repeat(27)}}`, /repeated fields/],
    [
      'one field in many inline fragments',
      `{locks{nodes{${'...{holder{id}} '.repeat(27)}}}}`,
      /26 repeated fields/,
    ],
    ['251 fields', `{ me { ${times(250, (index) => `f${index}`)} } }`, /251 fields/],
    ['fragments that spread one another', fragmentsOfOneAnother, /tokens|fragments/],
    [
      'twenty fragments that spread all others',
      `{ ...F0 } ${times(20, (index) => `fragment F${index} on Query { ${times(4, (other) => `...F${(index + other) % 20}`)} }`)}`,
      /101 fragments/,
    ],
    ['101 arguments', `{ me(${times(101, (index) => `a${index}: 1`)}) { id } }`, /101 arguments/],
    [
      '101 fields of an input',
      `{ me(a: {${times(100, (index) => `a${index}: 1`)}}) { id } }`,
      /101 arguments/,
    ],
    ['51 variables', `query (${times(51, (index) => `$v${index}: Int`)}) { me { id } }`, /51 var/],
    ['a long comment', `{ me { id } } # ${'x'.repeat(12_000)}`, /characters/],
    ['a long text', `{ lock(route: "${'x'.repeat(12_000)}", id: 1) { id } }`, /characters/],
    ['lists in lists', `{ me(a: ${enclosed(51, ['[', ']'])}) { id } }`, /levels/],
    ['renamed introspection', '{ __schema { a: types { name } b: types { name } } }', /aliases/],
    ['renamed __type', '{ a: __type(name: "Lock") { name } }', /aliases/],
  ])('%s', (_name, source, reason) => {
    expect(check(source)).toMatchObject({
      kind: 'refused',
      outcome: 'documentTooLarge',
      error: {
        message: expect.stringMatching(reason) as string,
        extensions: { http: { status: 400 } },
      },
    });
  });
});

it('counts fragments that double eighteen times without following each of them', () => {
  const deep = createDocumentCheck({
    ...DEFAULT_LIMITS.graphql,
    ...{ maxDepth: 100, maxRootFields: 1_000_000 },
  });
  const doubling = times(
    18,
    (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
  );
  expect(deep(`{ ...F0 } ${doubling} fragment F18 on Query { me { id } }`)).toMatchObject({
    outcome: 'documentTooLarge',
    error: { message: expect.stringMatching(/costs \d{8,},/) as string },
  });
});

it.each([
  ['fields', enclosed(30_000, ['{a', '}'])],
  ['lists', `{ me(a: ${enclosed(40_000, ['[', ']'])}) { id } }`],
  ['objects', `{ me(a: ${'{a:'.repeat(20_000)}1${'}'.repeat(20_000)}) { id } }`],
  ['types', `query ($a: ${enclosed(40_000, ['[', ']']).replace('[]', '[Int]')}) { me { id } }`],
  ['inline fragments', enclosed(20_000, ['{ ...', '}'])],
])(
  '%s nested deeper than calls can be are refused, even where the limits are far off',
  (_n, source) => {
    expect(unlimited(source)).toMatchObject({
      kind: 'refused',
      error: { extensions: { http: { status: 400 } } },
    });
  },
);

const LOCK_FIELDS =
  'id route resourceId holder{id username} acquiredAt renewedAt expiresAt note heldByMe canTakeOver';

/** The costliest kinds of documents that a search over random ones within the limits came upon. */
it.each([
  [
    'introspection by many fragments',
    `{${times(28, (i) => `...F${i}`)}} ${times(28, (i) => `fragment F${i} on Query{__schema{types{fields{type{ofType{name}}}}}}`)}`,
  ],
  ['whole objects again and again', `{locks{${times(16, () => `nodes{${LOCK_FIELDS}}`)}}}`],
  [
    'each in a fragment of its own',
    `{locks{${times(26, (i) => `nodes{...F${i}}`)}}} ${times(26, (i) => `fragment F${i} on Lock{id note holder{id username}}`)}`,
  ],
  [
    'conflicts in a document of many lines',
    `{locks{nodes{${times(26, (i) => `a:${i % 2 ? 'id' : 'note'}${'\n'.repeat(440)}`)}}}}`,
  ],
  [
    'conflicts between large objects',
    `{locks{${'\n'.repeat(10_000)}nodes{${times(60, (i) => `a${i}:note`)}}nodes{${times(60, (i) => `a${i}:id`)}}}}`,
  ],
  ['chains', `{${times(26, () => 'locks{nodes{holder{holder{holder{id}}}}}')}}`],
  ['unknown fields', `{locks{nodes{${times(240, (i) => `abcdefgh${i}`)}}}}`],
])('no document within the limits costs much to validate: %s', (_name, source) => {
  const checked = createDocumentCheck({
    ...DEFAULT_LIMITS.graphql,
    maxAliases: 1_000,
    maxDepth: 100,
    maxRootFields: 100,
  })(source);
  if (checked.kind === 'refused') throw checked.error;
  const { document } = checked;
  const costs = times(5, () => {
    const before = process.cpuUsage();
    validate(getSchema(), document, undefined, { maxErrors: 5 });
    const { user, system } = process.cpuUsage(before);
    return String((user + system) / 1_000);
  });
  // A tenth of it is usual; the documents that are refused by the limits took 50 to 100.
  expect(Math.min(...costs.split(' ').map(Number))).toBeLessThan(20);
});

it.each(['', '{', 'SELECT 1', '{ me { id }', '"""'])(
  'what does not parse is named so: %j',
  (source) => {
    expect(check(source)).toMatchObject({
      kind: 'refused',
      outcome: 'invalidDocument',
      error: { extensions: { code: 'GRAPHQL_PARSE_FAILED' } },
    });
  },
);

it.each<readonly [string, string]>([
  ...OPERATION_EXAMPLES,
  ['introspection', getIntrospectionQuery()],
  [
    'introspection with everything',
    getIntrospectionQuery({
      ...{ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true },
      ...{ inputValueDeprecation: true, oneOf: true },
    }),
  ],
])('%s is within the limits', (_name, source) => {
  expect(check(source)).toMatchObject({ kind: 'withinLimits' });
});

it.each([
  'subscription { lockEvents @skip(if: true) { type } }',
  'query A { me { user { id } } } subscription B { ... @include(if: true) { lockEvents { type } } }',
  'subscription { ...F } fragment F on Subscription { lockEvents @include(if: false) { type } }',
  'subscription { ...F } fragment F on Subscription { ...F ...G @skip(if: true) }',
])('a condition at the field of a subscription is refused with the reason: %s', (source) => {
  expect(check(source)).toMatchObject({
    kind: 'refused',
    outcome: 'invalidDocument',
    error: {
      message: expect.stringMatching(/is not served at the field of a subscription/) as string,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
    },
  });
});
