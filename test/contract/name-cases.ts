import { type ContractCase, type LockStep } from './contract-case';
import { type OutcomeName } from './outcomes';

type Pair = readonly [route: string, id: string];

/** A pair that alice locks, a pair that bob acquires, and whether both name the same lock. */
const spellings: readonly [id: string, name: string, alice: Pair, bob: Pair, isSame: boolean][] = [
  ['48-leading-slash', 'a leading slash', ['volume', '1'], ['/volume', '1'], true],
  ['48-trailing-slash', 'a trailing slash', ['volume', '1'], ['volume/', '1'], true],
  ['48-many-slashes', 'slashes on both sides', ['//volume//', '1'], ['volume', '1'], true],
  ['48-route-case', 'the case of the route', ['volume', '1'], ['Volume', '1'], false],
  ['48-id-case', 'the case of the id', ['volume', 'a1'], ['volume', 'A1'], false],
  ['48-id-slash', 'a slash before the id', ['volume', '1'], ['volume', '/1'], false],
  [
    '48-nfc-route',
    'composed and decomposed letters',
    ['cafe\u0301', '1'],
    ['caf\u00e9', '1'],
    true,
  ],
  ['48-nfc-id', 'composed and decomposed ids', ['volume', 'u\u0308'], ['volume', '\u00fc'], true],
  ['48-leading-zero', 'a leading zero', ['volume', '1'], ['volume', '01'], false],
  ['54-other-id', 'another id', ['volume', '1'], ['volume', '2'], false],
  ['54-other-route', 'another route', ['volume', '1'], ['series', '1'], false],
  ['54-part', 'a route below', ['volume', '1'], ['volume/pages', '1'], false],
  ['55-border', 'the border of route and id', ['a/b', 'c'], ['a', 'b/c'], false],
  ['55-percent', 'an id that looks encoded', ['volume', 'a/b'], ['volume', 'a%2Fb'], false],
  ['55-colon', 'a colon', ['volume', 'a/b:c'], ['volume', 'a/b'], false],
  [
    '53-object-id',
    '24 hex digits',
    ['v', '507f1f77bcf86cd799439011'],
    ['v', '507F1F77BCF86CD799439011'],
    false,
  ],
];

/** Invalid names. */
const refused: readonly [id: string, name: string, pair: Pair, then: OutcomeName][] = [
  ['empty-route', 'an empty route', ['', '1'], 'parameter missing'],
  ['empty-id', 'an empty id', ['volume', ''], 'parameter missing'],
  ['only-slashes', 'a route of nothing but slashes', ['///', '1'], 'parameter invalid'],
  ['route-129', 'a route of 129 characters', ['r'.repeat(129), '1'], 'parameter invalid'],
  ['id-257', 'an id of 257 characters', ['volume', 'i'.repeat(257)], 'parameter invalid'],
  ['id-300', 'an id of 300 characters', ['volume', 'i'.repeat(300)], 'parameter invalid'],
  ['nul', 'a NUL in the id', ['volume', 'a\u0000b'], 'parameter invalid'],
  ['nul-route', 'a NUL in the route', ['vol\u0000ume', '1'], 'parameter invalid'],
  ['newline', 'a line break in the id', ['volume', 'a\nb'], 'parameter invalid'],
  ['c1-control', 'a C1 control character', ['volume', 'a\u0085b'], 'parameter invalid'],
  ['lone-high', 'a lone high surrogate', ['volume', 'a\ud800'], 'parameter invalid'],
  ['lone-low', 'a lone low surrogate', ['vol\udc00ume', '1'], 'parameter invalid'],
  ['space-before', 'white space before the id', ['volume', ' 1'], 'parameter invalid'],
  ['space-after', 'white space after the route', ['volume ', '1'], 'parameter invalid'],
  [
    'space-inside-slashes',
    'white space inside the slashes',
    ['/ volume/', '1'],
    'parameter invalid',
  ],
  ['nbsp', 'a no-break space after the id', ['volume', '1\u00a0'], 'parameter invalid'],
  ['blank', 'an id of one space', ['volume', ' '], 'parameter invalid'],
];

/** Names at the limits, and unusual ones, that are valid. */
const accepted: readonly [id: string, name: string, pair: Pair, key: string][] = [
  ['route-128', 'a route of 128 characters', ['r'.repeat(128), '1'], `${'r'.repeat(128)}/1`],
  ['id-256', 'an id of 256 characters', ['v', 'i'.repeat(256)], `v/${'i'.repeat(256)}`],
  ['id-emoji', 'an id of 256 emoji', ['v', '😀'.repeat(256)], `v/${'😀'.repeat(256)}`],
  ['53-text', 'an id of letters', ['volume', 'abc'], 'volume/abc'],
  [
    '52-digits',
    'an id of 18 digits',
    ['volume', '583946876706095100'],
    'volume/583946876706095100',
  ],
  ['dollar', 'an id like an operator', ['volume', '$ne'], 'volume/$ne'],
  [
    'proto',
    'an id like a JavaScript property',
    ['__proto__', 'constructor'],
    '__proto__/constructor',
  ],
];

const step = (as: 'alice' | 'bob', does: LockStep['does'], [route, id]: Pair): LockStep => ({
  as,
  does,
  route,
  id,
});

/** Which spellings name the same lock. `held` is left out where it follows from the outcome. */
export const NAME_CASES: readonly Omit<ContractCase, 'held'>[] = [
  ...spellings.map(([id, name, alice, bob, isSame]) => ({
    id,
    name: `${name} ${isSame ? 'makes no second lock' : 'makes a second lock'}`,
    given: [step('alice', 'acquire', alice)],
    when: step('bob', 'acquire', bob),
    then: isSame ? ('conflict' as const) : ('acquired' as const),
  })),
  ...spellings.map(([id, name, alice, bob, isSame]) => ({
    id: `${id}-remove`,
    name: `${name} ${isSame ? 'names the same lock' : 'names another lock'} on removal`,
    given: [step('alice', 'acquire', alice)],
    when: step('alice', 'remove', bob),
    then: isSame ? ('removed' as const) : ('no such lock' as const),
  })),
];

/** Invalid names are refused by acquire and removal alike, and nothing is stored. */
export const REFUSED_NAME_CASES: readonly ContractCase[] = refused.flatMap(
  ([id, name, pair, then]) =>
    (['acquire', 'remove'] as const).map((does) => ({
      id: `${id}-${does}`,
      name: `${name} is refused by ${does}`,
      given: [],
      when: step('alice', does, pair),
      then,
      held: {},
    })),
);

/** Valid names are accepted unchanged and stored under the documented identifier. */
export const ACCEPTED_NAME_CASES: readonly ContractCase[] = accepted.map(
  ([id, name, pair, key]) => ({
    id,
    name: `${name} is accepted`,
    given: [],
    when: step('alice', 'acquire', pair),
    then: 'acquired',
    held: { [key]: 'alice' },
  }),
);
