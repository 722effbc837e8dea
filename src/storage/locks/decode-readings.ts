import { mongo } from 'mongoose';
import { type LockDocument, READ_FIELDS } from './lock-document';
import { LENIENT } from './lenient';

/** The types of BSON that the documents of locks usually have. */
const DOUBLE = 0x01;
const STRING = 0x02;
const OBJECT = 0x03;
const ARRAY = 0x04;
const OBJECT_ID = 0x07;
const BOOLEAN = 0x08;
const DATE = 0x09;
const NULL = 0x0a;
const INT32 = 0x10;
const LONG = 0x12;

/** Thrown at anything else; then the driver makes the object. */
const UNUSUAL = new Error('an unusual type of BSON');

/** Documents of locks, and the database's time of the read. */
export interface Reading {
  readonly documents: readonly LockDocument[];
  readonly now: Date;
}

/** The documents by their `_id`, which for each lock is that of its key. */
export function documentsById({
  documents,
}: Pick<Reading, 'documents'>): ReadonlyMap<string, LockDocument> {
  return new Map(documents.map((document) => [document._id, document]));
}

/** The documents that each of several pipelines gave, and the database's time of the read. */
export interface Readings {
  readonly lists: readonly (readonly LockDocument[])[];
  readonly now: Date;
}

/**
 * Decodes what `lookUp` reads: lists of documents and the time, of each document the fields of
 * `READ_FIELDS`. The driver, which does not know what to expect, takes several times as long.
 */
export function decodeReadings(bytes: Uint8Array): Readings {
  const reader = new BsonReader(bytes);
  const lists: LockDocument[][] = [];
  let now: Date | undefined;
  reader.at = 4;
  for (;;) {
    const type = reader.next();
    if (type === 0) break;
    const isTime = reader.name(TIME, 0) === 0;
    if (type === ARRAY) lists.push(decodeDocuments(reader));
    else if (isTime && type === DATE) now = reader.value(DATE) as Date;
    else reader.skip(type);
  }
  if (lists.length === 0 || !now) throw new Error('the database did not return its time');
  return { lists, now };
}

function decodeDocuments(reader: BsonReader): LockDocument[] {
  const documents: LockDocument[] = [];
  reader.at += 4;
  for (;;) {
    const type = reader.next();
    if (type === 0) return documents;
    reader.name([], 0);
    if (type !== OBJECT) throw new Error('the database returned something that is no document');
    documents.push(decodeDocument(reader));
  }
}

function decodeDocument(reader: BsonReader): LockDocument {
  const start = reader.at;
  const end = reader.end();
  try {
    return readFields(reader);
  } catch (error) {
    if (error !== UNUSUAL) throw error;
    reader.at = end;
    return byDriver(reader.bytes.subarray(start, end));
  }
}

function readFields(reader: BsonReader): LockDocument {
  const values: unknown[] = new Array(FIELDS.length).fill(undefined);
  reader.at += 4;
  let expected = 0;
  for (;;) {
    const type = reader.next();
    if (type === 0) return toDocument(values);
    const field = reader.name(FIELDS, expected);
    if (field < 0) {
      reader.skip(type);
      continue;
    }
    expected = field + 1;
    values[field] =
      type === OBJECT && field === HOLDER_FIELD ? readHolder(reader) : reader.value(type);
  }
}

/** The one object among the fields: its texts. */
function readHolder(reader: BsonReader): { id: unknown; username: unknown } {
  const values: unknown[] = [undefined, undefined];
  reader.at += 4;
  for (let expected = 0; ; expected += 1) {
    const type = reader.next();
    if (type === 0) return { id: values[0], username: values[1] };
    const field = reader.name(HOLDER, expected);
    if (field < 0 || type !== STRING) throw UNUSUAL;
    values[field] = reader.value(type);
  }
}

/** All documents have one shape, which makes them fast to read. */
function toDocument(values: readonly unknown[]): LockDocument {
  return {
    _id: values[0],
    route: values[1],
    resourceId: values[2],
    status: values[3],
    holder: values[4],
    acquiredAt: values[5],
    renewedAt: values[6],
    expiresAt: values[7],
    leaseMs: values[8],
    fencingToken: values[9],
    note: values[10],
    sessionId: values[11],
    isReserved: values[12],
    holdEndsAt: values[13],
    waiters: values[14],
    version: values[15],
    endedAt: values[16],
    revision: values[17],
    isTooLarge: values[18],
  } as LockDocument;
}

function byDriver(bytes: Uint8Array): LockDocument {
  const read = Object.entries(deserialize(bytes)).filter(([name]) => READ_FIELDS.has(name));
  return Object.fromEntries(read) as unknown as LockDocument;
}

/** Only the `_id`, and so no valid lock, if the driver cannot read it: others are read with it. */
function deserialize(bytes: Uint8Array): mongo.Document {
  const { enableUtf8Validation: utf8, bsonRegExp } = LENIENT;
  try {
    return mongo.BSON.deserialize(bytes, { validation: { utf8 }, bsonRegExp });
  } catch {
    return readId(bytes);
  }
}

/** The `_id` that a key would have: MongoDB stores it first. */
function readId(bytes: Uint8Array): { _id?: unknown } {
  const reader = new BsonReader(bytes);
  reader.at = 4;
  const isText = reader.next() === STRING && reader.name(ID, 0) === 0;
  return isText ? { _id: reader.value(STRING) } : {};
}

/** The names of fields as bytes, with the zero at the end, in the order in which they are stored. */
type Names = readonly Uint8Array[];

const bytesOf = (names: readonly string[]): Names => names.map((name) => Buffer.from(`${name}\0`));

const TIME = bytesOf(['now']);
const ID = bytesOf(['_id']);
const FIELD_NAMES = [...READ_FIELDS];
const FIELDS = bytesOf(FIELD_NAMES);
const HOLDER_FIELD = FIELD_NAMES.indexOf('holder');
const HOLDER_NAMES = ['id', 'username'];
const HOLDER = bytesOf(HOLDER_NAMES);

/** Reads BSON from front to back. */
class BsonReader {
  at = 0;
  readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where the document that begins here ends. */
  end(): number {
    return this.at + this.int32();
  }

  /** Passes the type of the next element; 0 at the end of a document. */
  next(): number {
    return this.bytes[this.at++]!;
  }

  /** Passes the name of an element: its index among these, where the expected one is tried first. */
  name(names: Names, expected: number): number {
    let found = this.isName(names[expected]) ? expected : -1;
    for (let index = 0; found < 0 && index < names.length; index += 1) {
      if (this.isName(names[index])) found = index;
    }
    if (found >= 0) this.at += names[found]!.length;
    else while (this.bytes[this.at++] !== 0);
    return found;
  }

  /** Passes a value of a usual type; throws `UNUSUAL` at others. */
  value(type: number): unknown {
    const { bytes, at } = this;
    switch (type) {
      case STRING:
        this.at = at + 4 + this.int32();
        return textAt(bytes, at + 4, this.at - 1);
      case DATE: {
        this.at = at + 8;
        const low = bytes[at]! + bytes[at + 1]! * 2 ** 8 + bytes[at + 2]! * 2 ** 16;
        return new Date(low + bytes[at + 3]! * 2 ** 24 + this.int32(at + 4) * 2 ** 32);
      }
      case NULL:
        return null;
      case INT32:
        this.at = at + 4;
        return this.int32(at);
      case DOUBLE:
        this.at = at + 8;
        return bytes.readDoubleLE(at);
      case BOOLEAN:
        return bytes[this.at++] === 1;
      case OBJECT_ID:
        this.at = at + 12;
        return new mongo.ObjectId(bytes.subarray(at, at + 12));
      default:
        throw UNUSUAL;
    }
  }

  /** Passes a value that is not read. */
  skip(type: number): void {
    if (type === OBJECT || type === ARRAY) this.at = this.end();
    else if (type === STRING) this.at += 4 + this.int32();
    else if (type === LONG) this.at += 8;
    else this.value(type);
  }

  private int32(at = this.at): number {
    const { bytes } = this;
    return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  }

  private isName(name: Uint8Array | undefined): boolean {
    if (!name) return false;
    const { bytes, at } = this;
    for (let index = 0; index < name.length; index += 1) {
      if (bytes[at + index] !== name[index]) return false;
    }
    return true;
  }
}

/** Up to this length a text of ASCII is put together faster than Node decodes it. */
const SHORT = 24;

function textAt(bytes: Buffer, start: number, end: number): string {
  if (end - start > SHORT) return bytes.toString('utf8', start, end);
  let text = '';
  for (let at = start; at < end; at += 1) {
    const code = bytes[at]!;
    if (code > 0x7f) return bytes.toString('utf8', start, end);
    text += ASCII[code];
  }
  return text;
}

const ASCII = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code));
