/** The longest name that is kept and shown, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 256;

/**
 * A name as it is stored in locks and shown to others: at most 256 code units with an ellipsis
 * where it was cut, every control character and half surrogate pair replaced by U+FFFD. What is no
 * text, or an empty one, is shown as the id.
 */
export function displayName(name: unknown, id: string): string {
  const text = typeof name === 'string' && name !== '' ? name : id;
  return cut(text).replace(/[\p{Cc}\p{Surrogate}]/gu, '\uFFFD');
}

function cut(text: string): string {
  if (text.length <= MAX_NAME_LENGTH) return text;
  return `${text.slice(0, MAX_NAME_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
