import { mongo } from 'mongoose';
import { BsonReader, namesOf, TYPE, UNUSUAL } from './bson-reader';
import { type LockDocument, READ_FIELDS } from './lock-document';
import { LENIENT } from './lenient';

/** Documents of locks, and the database's time of the read. */
export interface Reading {
  readonly documents: readonly LockDocument[];
  readonly now: Date;
}

/** The documents by their `_id`, which is the id of the lock's key. */
export function documentsById({ documents }: Reading): ReadonlyMap<string, LockDocument> {
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
    if (type === TYPE.ARRAY) lists.push(decodeDocuments(reader));
    else if (isTime && type === TYPE.DATE) now = reader.value(TYPE.DATE) as Date;
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
    if (type !== TYPE.OBJECT)
      throw new Error('the database returned something that is no document');
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
      type === TYPE.OBJECT && field === HOLDER_FIELD ? readHolder(reader) : reader.value(type);
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
    if (field < 0 || type !== TYPE.STRING) throw UNUSUAL;
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
  const isText = reader.next() === TYPE.STRING && reader.name(ID, 0) === 0;
  return isText ? { _id: reader.value(TYPE.STRING) } : {};
}

const TIME = namesOf(['now']);
const ID = namesOf(['_id']);
const FIELD_NAMES = [...READ_FIELDS];
const FIELDS = namesOf(FIELD_NAMES);
const HOLDER_FIELD = FIELD_NAMES.indexOf('holder');
const HOLDER_NAMES = ['id', 'username'];
const HOLDER = namesOf(HOLDER_NAMES);
