/** Thrown for an answer that no gateway gives. */
export class Malformed extends Error {
  override readonly name = 'Malformed';

  constructor(missing: string) {
    super(`the answer has not ${missing}`);
  }
}

/** True for an object whose fields can be read. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of the answer itself, never one that it inherits. */
export function field(value: unknown, name: string): unknown {
  if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
  return value[name];
}

/** A text; throws `Malformed` otherwise. */
export function textOf(value: unknown, name: string): string {
  const text = field(value, name);
  if (typeof text !== 'string') throw new Malformed(`the text ${name}`);
  return text;
}

/** A whole number that JSON carries exactly; throws `Malformed` otherwise. */
export function numberOf(value: unknown, name: string): number {
  const number = field(value, name);
  if (!Number.isSafeInteger(number)) throw new Malformed(`the number ${name}`);
  return number as number;
}

/** Null, or the field as `read` reads it. */
export function nullable<Result>(
  value: unknown,
  name: string,
  read: (value: unknown, name: string) => Result,
): Result | null {
  return field(value, name) === null ? null : read(value, name);
}

/** The entries of a list, none when there is no such list. */
export function list(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}
