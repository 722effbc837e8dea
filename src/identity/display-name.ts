/** The maximum length of a name that is stored and displayed, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 256;

/**
 * A name as it is stored in locks and displayed: truncated to 256 code units with an ellipsis, and
 * with control characters and lone surrogates replaced by U+FFFD. Falls back to the id if the name
 * is empty or not a string.
 */
export function displayName(name: unknown, id: string): string {
  const text = typeof name === 'string' && name !== '' ? name : id;
  return truncate(text).replace(/[\p{Cc}\p{Surrogate}]/gu, '\uFFFD');
}

function truncate(text: string): string {
  if (text.length <= MAX_NAME_LENGTH) return text;
  return `${text.slice(0, MAX_NAME_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
