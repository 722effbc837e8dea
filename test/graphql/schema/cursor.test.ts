import { type LockFilter } from '../../../src/domain/lock-store';
import { fromCursor, toCursor } from '../../../src/graphql/schema/cursor';

const PLACE = { route: 'volume', resourceId: '1234' };
const FILTER: LockFilter = { route: 'volume', resourceIds: ['1', '2'], holderId: 'user-alice' };

const encode = (text: string | Buffer): string => Buffer.from(text).toString('base64url');
const digest = (
  JSON.parse(Buffer.from(toCursor(PLACE, FILTER), 'base64url').toString()) as [string]
)[0];

it.each([
  PLACE,
  { route: 'r'.repeat(128), resourceId: '\u{1f512}'.repeat(256) },
  { route: '/"\\', resourceId: '"'.repeat(256) },
])('reads back the place it was made for', (place) => {
  expect(fromCursor(toCursor(place, FILTER), FILTER)).toEqual(place);
});

it('means the same place in whatever order the ids of the filter are given', () => {
  const cursor = toCursor(PLACE, FILTER);
  expect(fromCursor(cursor, { ...FILTER, resourceIds: ['2', '1'] })).toEqual(PLACE);
});

it.each<[string, LockFilter]>([
  ['another route', { ...FILTER, route: 'series' }],
  ['no route', { ...FILTER, route: undefined }],
  ['other ids', { ...FILTER, resourceIds: ['1', '3'] }],
  ['no ids', { ...FILTER, resourceIds: undefined }],
  ['another holder', { ...FILTER, holderId: 'user-bob' }],
  ['any holder', { ...FILTER, holderId: undefined }],
])('is of no use to a list of %s', (_name, filter) => {
  expect(fromCursor(toCursor(PLACE, FILTER), filter)).toBeUndefined();
});

it.each([
  ['nothing', ''],
  ['a word', 'x'],
  ['no JSON', encode('[')],
  ['null', encode('null')],
  ['an object', encode('{"0":1}')],
  ['the cursor of an earlier version', encode('["volume","1234"]')],
  ['an operator', encode(JSON.stringify([digest, 'volume', { $gt: '' }]))],
  ['a number', encode(JSON.stringify([digest, 'volume', 1234]))],
  ['a part too many', encode(JSON.stringify([digest, 'volume', '1234', 1]))],
  ['a lone surrogate', encode(`["${digest}","volume","\\ud800"]`)],
  ['a byte that is no UTF-8', encode(Buffer.from(`["${digest}","volume","\xff"]`, 'latin1'))],
  ['a control character', encode(JSON.stringify([digest, 'volume', 'a\u0007b']))],
  ['a route of 10,000 characters', encode(JSON.stringify([digest, 'v'.repeat(10_000), '1']))],
  ['lists in lists', encode(`["${digest}","volume",${'['.repeat(1_000)}${']'.repeat(1_000)}]`)],
  ['white space between the parts', encode(`["${digest}", "volume", "1234"]`)],
  ['an escape that is not needed', encode(`["${digest}","volume","\\u0031234"]`)],
  ['padding', `${toCursor(PLACE, FILTER)}=`],
  ['characters that base64 skips', `${toCursor(PLACE, FILTER)}\n*`],
  ['another alphabet', Buffer.from('["????????????","~~~","???>"]').toString('base64')],
])('is refused when it is %s', (_name, cursor) => {
  expect(fromCursor(cursor, FILTER)).toBeUndefined();
});
