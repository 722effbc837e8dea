import {
  findNameProblem,
  findTextProblem,
  lockKeyOf,
  MAX_RESOURCE_ID_LENGTH,
  MAX_ROUTE_LENGTH,
  parseLockKey,
} from '../../src/domain/lock-key';
import { quickestMs } from '../support/quickest';

function idOf(route: string, resourceId: string): string {
  const parsed = parseLockKey(route, resourceId);
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return parsed.key.id;
}

function problemOf(route: string, resourceId: string) {
  const parsed = parseLockKey(route, resourceId);
  return parsed.kind === 'problem' ? parsed.problem : undefined;
}

test('the identifier is route, slash, id', () => {
  expect(idOf('volume', '1234')).toBe('volume/1234');
});

test.each(['/volume', 'volume/', '//volume//'])('%s is the route volume', (route) => {
  expect(parseLockKey(route, '1')).toEqual(parseLockKey('volume', '1'));
});

test('slashes around a resource id belong to it', () => {
  expect(new Set(['1', '/1', '1/', '/1/'].map((id) => idOf('volume', id))).size).toBe(4);
});

test('different pairs never share an identifier', () => {
  const parts = ['a', 'b', 'a/b', 'b/c', 'c', 'a%2Fb', 'a%252Fb', 'a%', '%', '%25', 'a//b', 'A'];
  const pairs = parts.flatMap((route) => parts.map((id) => [route, id] as const));
  expect(new Set(pairs.map(([route, id]) => idOf(route, id))).size).toBe(pairs.length);
});

test('two spellings of one Unicode text are one key, and case makes two', () => {
  expect(parseLockKey('caf\u0065\u0301', 'e\u0301')).toEqual(parseLockKey('caf\u00e9', '\u00e9'));
  expect(idOf('Volume', 'a')).not.toBe(idOf('volume', 'a'));
});

test('a stored key is the key that was parsed', () => {
  const parsed = parseLockKey('/a/b%/', 'c/d');
  expect(parsed).toEqual({ kind: 'key', key: lockKeyOf('a/b%', 'c/d') });
});

test.each([
  ['', '1', 'route'],
  ['volume', '', 'id'],
])('of route %j and id %j, %s is missing', (route, id, field) => {
  expect(problemOf(route, id)).toMatchObject({ kind: 'missing', field });
});

test.each([
  ['only slashes', '///'],
  ['leading white space', ' volume'],
  ['trailing white space', 'volume\u00a0'],
  ['a control character', 'vol\u0000ume'],
  ['a lone surrogate', 'volume\ud800'],
  ['129 characters', 'r'.repeat(129)],
])('a route with %s is refused', (_title, route) => {
  expect(problemOf(route, '1')).toMatchObject({ kind: 'invalid', field: 'route' });
});

test.each([
  ['leading white space', '\t1'],
  ['a line break', '1\n2'],
  ['a lone surrogate', '\udc00'],
  ['257 characters', 'i'.repeat(257)],
])('an id with %s is refused', (_title, id) => {
  expect(problemOf('volume', id)).toMatchObject({ kind: 'invalid', field: 'id' });
});

test('lengths are counted in characters, and the longest are allowed', () => {
  expect(problemOf('😀'.repeat(128), '😀'.repeat(256))).toBeUndefined();
  expect(problemOf('😀'.repeat(129), '1')).toMatchObject({ field: 'route' });
});

test('a route of a hundred thousand slashes is refused without delay', () => {
  const route = `${'/'.repeat(100_000)}a${'/'.repeat(100_000)} `;
  const tookMs = quickestMs(3, () => expect(problemOf(route, '1')).toBeDefined());
  expect(tookMs).toBeLessThan(1_000);
});

/** Normalization sorts a run of marks in time that grows with the square of its length. */
const marks = (count: number): string =>
  `a${'\u0301'.repeat(count / 2)}${'\u0323'.repeat(count / 2)}`;

test('a long run of combining marks is rejected without delay', () => {
  const text = marks(60_000);
  const tookMs = quickestMs(3, () => {
    expect(problemOf(text, '1')).toMatchObject({ kind: 'invalid', field: 'route' });
    expect(problemOf(`/${text}/`, '1')).toMatchObject({ kind: 'invalid', field: 'route' });
    expect(problemOf('volume', text)).toMatchObject({ kind: 'invalid', field: 'id' });
  });
  expect(tookMs).toBeLessThan(1_000);
});

test('no text is normalized that is too long to fit the limit afterwards', () => {
  const normalize = jest.spyOn(String.prototype, 'normalize');
  try {
    expect(problemOf(marks(600), marks(1_200))).toBeDefined();
    expect(normalize).not.toHaveBeenCalled();
  } finally {
    normalize.mockRestore();
  }
});

test('the most decomposed spelling of the longest route and id is valid', () => {
  const composed = '\u1f82';
  const decomposed = composed.normalize('NFD');
  expect(decomposed).toHaveLength(4);
  const [route, id] = [MAX_ROUTE_LENGTH, MAX_RESOURCE_ID_LENGTH];
  expect(parseLockKey(`/${decomposed.repeat(route)}/`, decomposed.repeat(id))).toEqual({
    kind: 'key',
    key: lockKeyOf(composed.repeat(route), composed.repeat(id)),
  });
  expect(problemOf('volume', decomposed.repeat(id + 1))).toMatchObject({ field: 'id' });
});

test('a text is not split into characters once its length alone shows that it is too long', () => {
  const iterate = jest.spyOn(String.prototype, Symbol.iterator as never);
  try {
    expect(findNameProblem('holderId', '😀'.repeat(100_000), 256)).toBeDefined();
    expect(findTextProblem('note', '😀'.repeat(100_000), 280)).toBeDefined();
    expect(iterate).not.toHaveBeenCalled();
    expect(findTextProblem('note', '😀'.repeat(280), 280)).toBeUndefined();
    expect(iterate).toHaveBeenCalledTimes(1);
  } finally {
    iterate.mockRestore();
  }
});
