import { displayName } from '../../src/identity/display-name';

test.each<[string, unknown, string]>([
  ['a name', 'Zoë 🙂', 'Zoë 🙂'],
  ['a name of 256', 'x'.repeat(256), 'x'.repeat(256)],
  ['a longer one', 'x'.repeat(100_000), `${'x'.repeat(255)}…`],
  ['one whose cut would halve a character', `${'x'.repeat(254)}🙂🙂`, `${'x'.repeat(254)}…`],
  ['half a surrogate pair', 'a\ud800b\udc00', 'a\uFFFDb\uFFFD'],
  ['control characters', 'a\r\nb\0', 'a\uFFFD\uFFFDb\uFFFD'],
  ['an empty name', '', 'u1'],
  ['no name', undefined, 'u1'],
  ['an object', { first: 'A' }, 'u1'],
])('%s', (_what, name, shown) => {
  expect(displayName(name, 'u1')).toBe(shown);
});

test('an id that stands for the name is bounded as well', () => {
  expect(displayName(undefined, 'i'.repeat(1_000))).toHaveLength(256);
});
