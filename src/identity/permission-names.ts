import { fieldOf } from './field-path';

/**
 * The permissions that a value grants: texts, objects with a `name`, and lists of both. Whatever
 * else it is grants none, so that a mistake in the data never lets anybody in.
 */
export function permissionNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(permissionNames);
  const name = typeof value === 'string' ? value : fieldOf(value, 'name');
  return typeof name === 'string' && name !== '' ? [name] : [];
}
