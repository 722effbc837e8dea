import fc from 'fast-check';
import { mongo } from 'mongoose';
import { decodeReadings } from '../../../src/storage/locks/decode-readings';
import { READ_FIELDS } from '../../../src/storage/locks/lock-document';

const NOW = new Date('2026-03-01T10:00:00.000Z');

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
  fc.constantFrom('volume', 'a'.repeat(30), '\u00e9'.repeat(20)),
);
const anyTime = fc
  .integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 })
  .map((ms) => new Date(ms));
const usual: fc.Arbitrary<unknown> = fc.oneof(
  ...[anyText, anyTime, fc.constant(null), fc.boolean(), fc.integer(), fc.double()],
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((id) => new mongo.ObjectId(id)),
);
const unusual: fc.Arbitrary<unknown> = fc.oneof(
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .map((value) => mongo.Long.fromBigInt(value)),
  fc.array(fc.record({ user: fc.record({ id: anyText }), since: anyTime }), { maxLength: 3 }),
  fc.record({ id: usual, username: usual, more: usual }, { requiredKeys: [] }),
  fc.constantFrom(/text/, new mongo.Binary(Buffer.from('x')), new mongo.Decimal128('1')),
  fc.constantFrom(new mongo.MinKey(), new mongo.Timestamp(5n), new mongo.Code('x')),
);
const holder = fc.record({ id: anyText, username: anyText });

const field = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...READ_FIELDS) },
  fc.constantFrom('changes', 'endedLock', 'sweepAt', '', 'routes', '__proto__x'),
);
const document = fc
  .array(fc.tuple(field, fc.oneof({ weight: 20, arbitrary: usual }, holder, unusual)), {
    maxLength: 22,
  })
  .map((entries) => Object.fromEntries(entries));

/** What the driver makes of a document, without the fields that nothing reads. */
function expected(bytes: Uint8Array): unknown[] {
  const { documents } = mongo.BSON.deserialize(bytes, {
    validation: { utf8: false },
    bsonRegExp: true,
  });
  return (documents as object[]).map((each) =>
    Object.fromEntries(Object.entries(each).filter(([name]) => READ_FIELDS.has(name))),
  );
}

const withoutAbsent = (each: object): object =>
  Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined));

describe('decoding a reading', () => {
  it('gives what the driver gives, whatever is stored', () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 3 }), anyTime, (documents, now) => {
        const bytes = mongo.BSON.serialize({ documents, now });
        const decoded = decodeReadings(bytes);
        expect(decoded.lists[0]!.map(withoutAbsent)).toEqual(expected(bytes));
        expect(decoded.now).toEqual(now);
      }),
      { numRuns: 1000 },
    );
  });

  it('replaces bytes that are no UTF-8, as the driver does', () => {
    for (const length of [4, 40]) {
      const note = 'x'.repeat(length);
      const bytes = Buffer.from(mongo.BSON.serialize({ documents: [{ note }], now: NOW }));
      bytes[bytes.indexOf('xxxx')] = 0xff;
      expect(decodeReadings(bytes).lists[0]!.map(withoutAbsent)).toEqual(expected(bytes));
    }
  });

  it('keeps the order of the fields of an `_id` that is an object, by which it is found', () => {
    const bytes = mongo.BSON.serialize({
      documents: [{ _id: { username: 'b', id: 'a' } }],
      now: NOW,
    });
    const [{ _id } = {}] = decodeReadings(bytes).lists[0]!;
    expect(Object.keys(_id as unknown as object)).toEqual(['username', 'id']);
  });

  it('leaves of a document that the driver cannot read the `_id`, and nothing out of others', () => {
    const regular = new mongo.BSONRegExp('x', 'i');
    const documents = [{ _id: 'a', note: regular }, { _id: 'b' }];
    const bytes = Buffer.from(mongo.BSON.serialize({ documents, now: NOW }));
    // An option that the driver does not know.
    bytes[bytes.indexOf('x\0i\0') + 2] = 'g'.charCodeAt(0);
    expect(decodeReadings(bytes).lists[0]!.map(withoutAbsent)).toEqual([
      { _id: 'a' },
      { _id: 'b' },
    ]);
  });

  it('reads from the middle of a larger buffer', () => {
    const bytes = mongo.BSON.serialize({ documents: [{ _id: 'a' }], now: NOW });
    const within = Buffer.concat([Buffer.alloc(7), bytes, Buffer.alloc(3)]).subarray(7);
    expect(decodeReadings(within).lists[0]![0]).toMatchObject({ _id: 'a' });
  });

  it('rejects an answer without the time', () => {
    expect(() => decodeReadings(mongo.BSON.serialize({ documents: [] }))).toThrow('time');
  });
});
