/** The maximum length of a route, in Unicode characters, without surrounding slashes. */
export const MAX_ROUTE_LENGTH = 128;
/** The maximum length of a resource id, in Unicode characters. */
export const MAX_RESOURCE_ID_LENGTH = 256;

/** Identifies one record: a base route and a resource id, both in canonical form. */
export interface LockKey {
  readonly route: string;
  readonly resourceId: string;
  /** The full lock identifier: injective over (route, resourceId), e.g. `volume/1234`. */
  readonly id: string;
}

/** Why an input is rejected; `message` is shown to the caller and exposes no internals. */
export interface InputProblem {
  readonly kind: 'missing' | 'invalid';
  readonly field: string;
  readonly message: string;
}

/** A valid key, or the reason why the input is not one. */
export type ParsedKey =
  | { readonly kind: 'key'; readonly key: LockKey }
  | { readonly kind: 'problem'; readonly problem: InputProblem };

/** Builds the canonical key of a route and a resource id, the same for every spelling of both. */
export function parseLockKey(route: string, resourceId: string): ParsedKey {
  if (isOrdinary(route, MAX_ROUTE_LENGTH) && isOrdinary(resourceId, MAX_RESOURCE_ID_LENGTH)) {
    return { kind: 'key', key: { route, resourceId, id: `${route}/${resourceId}` } };
  }
  const cleanRoute = normalize(trimSlashes(route), MAX_ROUTE_LENGTH);
  const cleanId = normalize(resourceId, MAX_RESOURCE_ID_LENGTH);
  const problem =
    (route === '' && missing('route')) ||
    (resourceId === '' && missing('id')) ||
    findNameProblem('route', cleanRoute, MAX_ROUTE_LENGTH) ||
    findNameProblem('id', cleanId, MAX_RESOURCE_ID_LENGTH);
  if (problem) return { kind: 'problem', problem };
  return { kind: 'key', key: lockKeyOf(cleanRoute, cleanId) };
}

/** The key of parts that are already canonical, such as stored ones. */
export function lockKeyOf(route: string, resourceId: string): LockKey {
  return { route, resourceId, id: `${escapePart(route)}/${escapePart(resourceId)}` };
}

/** True for what most names are: each character as it is, in every form. */
function isOrdinary(text: string, maxLength: number): boolean {
  return text.length <= maxLength && /^[\w.~:-]+$/.test(text);
}

/** The problem of a field that is absent, null or empty. */
export function missing(field: string): InputProblem {
  return { kind: 'missing', field, message: `${field} is missing.` };
}

/** The problem of a field that is present but invalid; `why` completes "<field> …". */
export function invalid(field: string, why: string): InputProblem {
  return { kind: 'invalid', field, message: `${field} ${why}.` };
}

/** The first problem with a text that is a name or an id, or undefined. */
export function findNameProblem(
  field: string,
  text: string,
  maxLength: number,
): InputProblem | undefined {
  if (text === '') return invalid(field, 'has no characters');
  if (text.trim() !== text) return invalid(field, 'starts or ends with white space');
  return findProblem({ field, text, maxLength, forbidden: CONTROL_CHARACTER });
}

/** The first problem with a text for people, which may contain newlines and tabs, or undefined. */
export function findTextProblem(
  field: string,
  text: string,
  maxLength: number,
): InputProblem | undefined {
  return findProblem({ field, text, maxLength, forbidden: CONTROL_CHARACTER_IN_TEXT });
}

function findProblem(checked: {
  field: string;
  text: string;
  maxLength: number;
  forbidden: RegExp;
}): InputProblem | undefined {
  const { field, text, maxLength, forbidden } = checked;
  if (isLonger(text, maxLength)) {
    return invalid(field, `is longer than ${maxLength} characters`);
  }
  if (!text.isWellFormed()) return invalid(field, 'contains a lone surrogate');
  if (forbidden.test(text)) return invalid(field, 'contains a control character');
  return undefined;
}

/** A character is one or two code units, so only a length in between needs the exact count. */
function isLonger(text: string, maxLength: number): boolean {
  return text.length > 2 * maxLength || (text.length > maxLength && [...text].length > maxLength);
}

const CONTROL_CHARACTER = /\p{Cc}/u;
const CONTROL_CHARACTER_IN_TEXT = /[^\P{Cc}\n\t]/u;

/** The most UTF-16 code units that NFC composes into one character, as in U+1F82. */
const MAX_UNITS_PER_CHARACTER = 4;

/**
 * The text in NFC, or unchanged if it would exceed `maxLength` characters even then: the time to
 * normalize combining marks grows with the square of their number.
 */
function normalize(text: string, maxLength: number): string {
  return text.length > MAX_UNITS_PER_CHARACTER * maxLength ? text : text.normalize('NFC');
}

/** Linear in the length even for a text of slashes alone, where a regular expression backtracks. */
function trimSlashes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === '/') start += 1;
  while (end > start && text[end - 1] === '/') end -= 1;
  return text.slice(start, end);
}

const ESCAPED = /[%/]/;

/** Only `%` and `/` could give two different pairs the same identifier. */
function escapePart(part: string): string {
  if (!ESCAPED.test(part)) return part;
  return part.replaceAll('%', '%25').replaceAll('/', '%2F');
}
