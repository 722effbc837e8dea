/** The longest value in bytes. Locks stored before names were bounded can have longer names. */
const MAX_HEADER_BYTES = 1_024;
const ELLIPSIS = encodeURIComponent('…');

/**
 * Encodes a name as a header value: percent-encoded UTF-8, at most 1,024 bytes. A longer name is cut
 * after a whole character and ends with an ellipsis.
 */
export function holderHeader(username: string): string {
  // A UTF-16 code unit takes at most nine bytes, so a usual name need not be measured.
  if (username.length * 9 <= MAX_HEADER_BYTES) return encodeURIComponent(username.toWellFormed());
  const parts: string[] = [];
  let left = MAX_HEADER_BYTES;
  for (const character of username) {
    const part = encodeURIComponent(character.toWellFormed());
    left -= part.length;
    if (left < 0) return cut(parts, MAX_HEADER_BYTES - ELLIPSIS.length);
    parts.push(part);
  }
  return parts.join('');
}

function cut(parts: string[], maxBytes: number): string {
  let bytes = parts.reduce((sum, part) => sum + part.length, 0);
  while (bytes > maxBytes) bytes -= parts.pop()!.length;
  return parts.join('') + ELLIPSIS;
}
