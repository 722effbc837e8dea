import { fieldOf } from './field-path';

/** Further permissions are ignored. */
const MAX_PERMISSIONS = 1_000;

/**
 * The distinct permissions in a value, at most 1,000, in order: strings, objects with a `name`, and
 * lists of these. Any other value grants nothing, so that invalid data never grants access.
 */
export function permissionNames(value: unknown): string[] {
  const names = new Set<string>();
  // Not recursive, because the nesting depth of the data is unbounded.
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
