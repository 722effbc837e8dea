import fc from 'fast-check';
import { mongo } from 'mongoose';
import { claimIdText, idText, jsonIdText } from '../../src/identity/id-text';

const HEX = '66f2a4c1b7d8e90012345678';
const UUID = 'c0ffee00-1234-4abc-8def-0123456789ab';

test.each<[string, unknown, string | undefined]>([
  ['a text', 'user-alice', 'user-alice'],
  ['an object id', new mongo.ObjectId(HEX), HEX],
  ['the hex text of an object id', HEX, `string:${HEX}`],
  ['an integer', 5, '5'],
  ['a long integer', mongo.Long.fromNumber(5), '5'],
  ['the text of an integer', '5', 'string:5'],
  ['a text of digits that is no integer', '007', '007'],
  ['a fraction', 1.5, 'number:1.5'],
  ['not a number', Number.NaN, 'number:NaN'],
  ['a UUID', new mongo.UUID(UUID), `uuid:${UUID}`],
  ['the text of a UUID', UUID, UUID],
  ['bytes', new mongo.Binary(Buffer.from(HEX, 'hex')), `binary:0:${HEX}`],
  ['a text that is tagged already', 'number:1.5', 'string:number:1.5'],
  ['an empty text', '', undefined],
  ['a text of broken bytes', 'a\uFFFD', undefined],
  ['half a surrogate pair', 'a\ud800', undefined],
  ['a text that is too long', 'x'.repeat(1_025), undefined],
  ['an object', { a: 1 }, undefined],
  ['null', null, undefined],
  ['a date', new Date(0), undefined],
])('the identity of %s', (_what, id, text) => {
  expect(idText(id)).toBe(text);
});

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });

/** Integers around the borders of their types, where texts of numbers meet. */
const integer = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(0n, 5n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n), 10n ** 18n),
);
const notText: fc.Arbitrary<unknown> = fc.oneof(
  integer.map((value) => mongo.Long.fromBigInt(value)),
  integer.map(Number),
  fc.double(),
  fc.constantFrom(1e22, Number('123456789012345678901234'), 2 ** 63, -0, 0.1, 1e-7),
  bytes(12).map((value) => new mongo.ObjectId(value)),
  bytes(16).map((value) => new mongo.UUID(value)),
  fc
    .tuple(fc.oneof(bytes(12), bytes(16), fc.uint8Array()), fc.constantFrom(0, 3, 4, 5, 128))
    .map(([value, type]) => new mongo.Binary(value, type)),
);
/** Texts that look like what other ids become, and like what those texts become in turn. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  notText.map(String),
  notText.map((id) => idText(id) ?? ''),
  fc
    .tuple(fc.constantFrom('string', 'number', 'uuid', 'binary'), notText)
    .map(([tag, id]) => `${tag}:${idText(id) ?? ''}`),
);
const id = fc.oneof(text, notText);

/** An id, and often another that was made to resemble it. */
const pair = id.chain((one) =>
  fc.tuple(fc.constant(one), fc.oneof(id, fc.constantFrom(...lookAlikes(one)))),
);

function lookAlikes(one: unknown): unknown[] {
  const seen = idText(one) ?? '';
  const isHex = /^[0-9a-f]{24}$/.test(seen);
  return [
    seen,
    `string:${seen}`,
    String(one),
    Number(seen),
    ...(isHex ? [new mongo.ObjectId(seen), new mongo.Binary(Buffer.from(seen, 'hex'))] : []),
    ...(one instanceof mongo.Binary ? [new mongo.Binary(one.value(), one.sub_type)] : []),
    ...(one instanceof mongo.Long ? [one.toNumber()] : []),
  ];
}

/** What the database itself takes for one `_id`. */
function isSame(one: unknown, other: unknown): boolean {
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a !== undefined && b !== undefined) {
    // The order of a bigint and a number is that of their exact values; only NaN has none.
    return !(a < b || a > b) && Number.isNaN(Number(a)) === Number.isNaN(Number(b));
  }
  return (
    mongo.BSON.serialize({ id: one }).toString() === mongo.BSON.serialize({ id: other }).toString()
  );
}

function numberOf(value: unknown): number | bigint | undefined {
  if (value instanceof mongo.Long) return value.toBigInt();
  return typeof value === 'number' ? value : undefined;
}

test('ids that the database tells apart are never one identity', () => {
  fc.assert(
    fc.property(pair, ([one, other]) => {
      const [a, b] = [idText(one), idText(other)];
      if (a !== undefined && a === b) expect(isSame(one, other)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

test('numbers that the database takes for one _id are one identity', () => {
  fc.assert(
    fc.property(integer, (value) => {
      const [long, double] = [mongo.Long.fromBigInt(value), Number(value)];
      if (isSame(long, double)) expect(idText(long)).toBe(idText(double));
    }),
  );
});

describe.each([
  ['an answer in JSON', jsonIdText, ['7', 'string:7', HEX]],
  ['a claim', claimIdText, ['number:7', '7', HEX]],
] as const)('the ids of %s', (_where, read, [ofNumber, ofText, ofHex]) => {
  test('as they usually are stand for themselves', () => {
    expect([read(7), read('7'), read(HEX)]).toEqual([ofNumber, ofText, ofHex]);
  });

  test('are never one identity when they differ', () => {
    const json = fc.oneof(
      fc.maxSafeInteger(),
      fc.string(),
      fc.maxSafeInteger().map(String),
      fc.maxSafeInteger().map((number) => `number:${number}`),
      fc.maxSafeInteger().map((number) => `string:${number}`),
    );
    fc.assert(
      fc.property(json, json, (one, other) => {
        const seen = read(one);
        fc.pre(seen !== undefined);
        for (const each of [other, seen, Number(seen), `string:${seen}`, String(one)]) {
          if (read(each) === seen) expect(each).toBe(one);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([[''], ['\ud800'], [2 ** 53], [1.5], [null], [true], [{}], ['x'.repeat(1_025)]])(
    '%j is none',
    (value) => {
      expect(read(value)).toBeUndefined();
    },
  );
});
