import { fieldOf } from './field-path';

/** More permissions than this are not read. */
const MAX_PERMISSIONS = 1_000;

/**
 * The distinct permissions that a value grants, at most 1,000, in order: texts, objects with a
 * `name`, and lists of both. Whatever else it is grants none, so that a mistake in the data never
 * lets anybody in.
 */
export function permissionNames(value: unknown): string[] {
  const names = new Set<string>();
  // No recursion: how deeply lists nest is for the data to say.
  const rest = [value];
  while (rest.length > 0 && names.size < MAX_PERMISSIONS) {
    const next = rest.pop();
    if (Array.isArray(next)) {
      for (let index = next.length - 1; index >= 0; index -= 1) rest.push(next[index]);
      continue;
    }
    const name = typeof next === 'string' ? next : fieldOf(next, 'name');
    if (typeof name === 'string' && name !== '') names.add(name);
  }
  return [...names];
}
