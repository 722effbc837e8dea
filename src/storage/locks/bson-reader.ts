import { mongo } from 'mongoose';

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

/** The types of BSON that a caller tells apart. */
export const TYPE = { STRING, OBJECT, ARRAY, DATE } as const;

/** Thrown at a value of a type that is not usual here; the driver can read it. */
export const UNUSUAL = new Error('an unusual type of BSON');

/** The names of fields as bytes, with the zero at the end, in the order in which they are stored. */
export type Names = readonly Uint8Array[];

export const namesOf = (names: readonly string[]): Names =>
  names.map((name) => Buffer.from(`${name}\0`));

/** Reads BSON from front to back. */
export class BsonReader {
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
