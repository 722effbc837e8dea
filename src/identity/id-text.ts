import { mongo } from 'mongoose';

/** The longest id, in characters. */
const MAX_ID_LENGTH = 1_024;
/** No text that two different ids may be read as: half a surrogate pair, or what stands for broken bytes. */
const AMBIGUOUS = /[\p{Surrogate}\uFFFD]/u;

const TAGGED = /^(?:string|number|uuid|binary):/;
const INTEGER = /^-?(?:0|[1-9]\d{0,18})$/;
const OBJECT_ID = /^[0-9a-f]{24}$/;

/**
 * The `_id` of a user document as the text of an identity, undefined for one that names nobody.
 * Different ids have different texts. Texts, object ids and integers stand for themselves; a text
 * that reads as another type, and every other type, carries the name of its type in front.
 */
export function idText(id: unknown): string | undefined {
  const text =
    typeof id === 'string'
      ? textOrTagged(id, [OBJECT_ID, INTEGER])
      : (numberText(id) ?? bytesText(id));
  return text !== undefined && text.length <= MAX_ID_LENGTH ? text : undefined;
}

/** The same for an id in a JSON answer, where a number is an id as it is. */
export function jsonIdText(id: unknown): string | undefined {
  const text = typeof id === 'string' ? textOrTagged(id, [INTEGER]) : safeIntegerText(id);
  return text !== undefined && text.length <= MAX_ID_LENGTH ? text : undefined;
}

/** The same for a claim of a JWT, where ids are texts by the standard and a number is the exception. */
export function claimIdText(id: unknown): string | undefined {
  if (typeof id === 'number') return Number.isSafeInteger(id) ? `number:${id}` : undefined;
  const text = typeof id === 'string' ? textOrTagged(id, []) : undefined;
  return text !== undefined && text.length <= MAX_ID_LENGTH ? text : undefined;
}

function textOrTagged(id: string, readsAsOther: readonly RegExp[]): string | undefined {
  if (id === '' || AMBIGUOUS.test(id)) return undefined;
  return [TAGGED, ...readsAsOther].some((form) => form.test(id)) ? `string:${id}` : id;
}

/** Beyond the safe range a parser of JSON has rounded already, and two ids may have become one. */
function safeIntegerText(id: unknown): string | undefined {
  return typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : undefined;
}

/** Numbers that the database takes for equal have one text, whatever type they are stored as. */
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
