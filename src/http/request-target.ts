/** Already normalized: no escape in the path, no empty segment and none that begins with a dot. */
const ORDINARY = /^(?:\/[\w~-][\w.~-]*)*\/?(?:\?[^#]*)?$/;
const ABSOLUTE_FORM = /^https?:\/\/[^/?#]+/i;
const BROKEN_ESCAPE = /%(?![\da-f]{2})/i;
const ESCAPE = /%([\da-f]{2})/gi;
/** The unreserved characters of RFC 3986: encoded or not, they are equivalent. */
const UNRESERVED = /^[\w.~-]$/;

/**
 * Normalizes a request target to origin form: the path by RFC 3986 (6.2.2) with repeated slashes
 * merged, the query unchanged. An encoded slash is not a separator, and case is significant. Returns
 * undefined if the target does not name a resource.
 */
export function normalizeTarget(target: string): string | undefined {
  if (target !== '' && target.charCodeAt(0) === SLASH && ORDINARY.test(target)) return target;
  const local = target.replace(ABSOLUTE_FORM, '');
  const isAbsolute = local.length < target.length;
  const startsPath = local.startsWith('/') || (isAbsolute && /^(\?|$)/.test(local));
  if (!startsPath || local.includes('#')) return undefined;
  const queryAt = local.indexOf('?');
  const path = queryAt === -1 ? local : local.slice(0, queryAt);
  if (BROKEN_ESCAPE.test(path)) return undefined;
  return normalizePath(path) + local.slice(path.length);
}

const SLASH = '/'.charCodeAt(0);

function normalizePath(path: string): string {
  const segments: string[] = [];
  const given = path.replace(ESCAPE, decodeUnreserved).split('/');
  for (const segment of given) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const last = given.at(-1)!;
  const isDirectory = last === '' || last === '.' || last === '..';
  return segments.length === 0 ? '/' : `/${segments.join('/')}${isDirectory ? '/' : ''}`;
}

/** Other escapes are kept, with upper-case digits. */
function decodeUnreserved(escape: string, digits: string): string {
  const character = String.fromCharCode(parseInt(digits, 16));
  return UNRESERVED.test(character) ? character : escape.toUpperCase();
}

/** The path of a normalized target, without query and trailing slash. */
export function pathOf(target: string): string {
  const queryAt = target.indexOf('?');
  const path = queryAt === -1 ? target : target.slice(0, queryAt);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
