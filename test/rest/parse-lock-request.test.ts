import { parseBody, parseLockRequest } from '../../src/rest/parse-lock-request';
import { quickestMs } from '../support/quickest';

/** An escape makes the parser look at every field, not only at the last of each name. */
const withEscape = (rest: string): string => `{"route":"volume","id":"1","x":"\\\\",${rest}}`;

const parse = (text: string) => parseBody(Buffer.from(text));

test('a valid body is valid however deep it is nested and whatever is escaped', () => {
  for (const depth of [1, 100, 7_900]) {
    const nests = [
      '['.repeat(depth) + ']'.repeat(depth),
      '{"a":'.repeat(depth) + '1' + '}'.repeat(depth),
    ];
    for (const nest of nests) {
      expect(parse(withEscape(`"y":${nest}`))).toEqual({ route: ['volume'], id: ['1'] });
    }
  }
});

test.each([
  [
    'names of a deeper level',
    '"y":{"route":"r","id":[{"id":"i"}]}',
    { route: ['volume'], id: ['1'] },
  ],
  ['names in a list', '"y":["route","id"]', { route: ['volume'], id: ['1'] }],
  ['names as values', '"y":"id","z":"route"', { route: ['volume'], id: ['1'] }],
  ['escaped names', '"\\u0069d":"2","rout\\u0065":"r"', { route: ['volume', 'r'], id: ['1', '2'] }],
  [
    'objects and lists',
    '"id":{"id":"2"},"route":[["r"]]',
    { route: ['volume', []], id: ['1', {}] },
  ],
  ['values after a nest', '"y":[[{"id":1}]],"id":"2"', { route: ['volume'], id: ['1', '2'] }],
  [
    'literals',
    '"id":true,"id":false,"id":null',
    { route: ['volume'], id: ['1', true, false, null] },
  ],
  [
    'numbers',
    '"id":-7,"id":12e2,"id":1.5,"id":1e-1',
    { route: ['volume'], id: ['1', -7, 1200, undefined, undefined] },
  ],
  ['white space', ' "y" :\t[ 1 ]\n,\r\n"id" : "2" ', { route: ['volume'], id: ['1', '2'] }],
  ['escapes in a value', '"id":"\\"\\n\\u00e9\\/"', { route: ['volume'], id: ['1', '"\n\u00e9/'] }],
])('reads every value of a field beside %s', (_name, rest, fields) => {
  expect(parse(withEscape(rest))).toEqual(fields);
});

test('a body of literals in a deep nest is read without delay', () => {
  const nest = `${'['.repeat(3_000)}${'1,'.repeat(4_900)}1${']'.repeat(3_000)}`;
  expect(quickestMs(10, () => parse(withEscape(`"y":${nest}`)))).toBeLessThan(20);
});

test('a body full of combining marks is rejected without delay', () => {
  const id = `a${'\u0301'.repeat(3_900)}${'\u0323'.repeat(3_900)}`;
  const tookMs = quickestMs(10, () => {
    const fields = parse(JSON.stringify({ route: 'volume', id }))!;
    expect(parseLockRequest([fields])).toMatchObject({ problem: { kind: 'invalid', field: 'id' } });
  });
  expect(tookMs).toBeLessThan(20);
});
