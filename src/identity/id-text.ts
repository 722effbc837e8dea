import { mongo } from 'mongoose';

/** The maximum length of an id, in UTF-16 code units. */
const MAX_ID_LENGTH = 1_024;
/** Lone surrogates and replacement characters: two different ids could decode to the same text. */
const AMBIGUOUS = /[\p{Surrogate}\uFFFD]/u;

const TAGGED = /^(?:string|number|uuid|binary):/;
const INTEGER = /^-?(?:0|[1-9]\d{0,18})$/;
const OBJECT_ID = /^[0-9a-f]{24}$/;

/**
 * The `_id` of a user document as text; undefined if it cannot identify a user. Different ids have
 * different texts. Strings, object ids and integers are used as they are; a string that looks like
 * another type, and every other type, is prefixed with the name of its type.
 */
export function idText(id: unknown): string | undefined {
  const text =
    typeof id === 'string'
      ? textOrTagged(id, [OBJECT_ID, INTEGER])
      : (numberText(id) ?? bytesText(id));
  return text !== undefined && text.length <= MAX_ID_LENGTH ? text : undefined;
}

/** The same for an id in JSON, where numbers are common ids and have no prefix. */
export function jsonIdText(id: unknown): string | undefined {
  const text = typeof id === 'string' ? textOrTagged(id, [INTEGER]) : safeIntegerText(id);
  return text !== undefined && text.length <= MAX_ID_LENGTH ? text : undefined;
}

/** The same for a claim of a JWT, where the standard requires strings and a number is prefixed. */
export function claimIdText(id: unknown): string | undefined {
  if (typeof id === 'number') return Number.isSafeInteger(id) ? `number:${id}` : undefined;
  const text = typeof id === 'string' ? textOrTagged(id, []) : undefined;
  return text !== undefined && text.length <= MAX_ID_LENGTH ? text : undefined;
}

function textOrTagged(id: string, otherTypes: readonly RegExp[]): string | undefined {
  if (id === '' || AMBIGUOUS.test(id)) return undefined;
  return [TAGGED, ...otherTypes].some((form) => form.test(id)) ? `string:${id}` : id;
}

/** Beyond the safe range the JSON parser has already rounded, so that two ids can look the same. */
function safeIntegerText(id: unknown): string | undefined {
  return typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : undefined;
}

/** Numbers that MongoDB considers equal have the same text, whatever their stored type. */
function numberText(id: unknown): string | undefined {
  if (id instanceof mongo.Long) return id.toString();
  if (typeof id === 'bigint') return String(id);
  const number = id instanceof mongo.Double || id instanceof mongo.Int32 ? id.value : id;
  if (typeof number !== 'number') return undefined;
  const isLong = Number.isInteger(number) && number >= -(2 ** 63) && number < 2 ** 63;
  return isLong ? BigInt(number).toString() : `number:${number}`;
}

function bytesText(id: unknown): string | undefined {
  if (id instanceof mongo.ObjectId) return id.toHexString();
  if (!(id instanceof mongo.Binary)) return undefined;
  const hex = Buffer.from(id.value()).toString('hex');
  return id.sub_type === mongo.Binary.SUBTYPE_UUID && id.length() === 16
    ? `uuid:${new mongo.UUID(hex).toHexString()}`
    : `binary:${id.sub_type}:${hex}`;
}
