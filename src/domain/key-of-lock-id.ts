import { type LockKey, lockKeyOf } from './lock-key';

/** The key whose `id` this is; undefined when it is none. */
export function keyOfLockId(id: unknown): LockKey | undefined {
  if (typeof id !== 'string') return undefined;
  const [route, resourceId, ...more] = id.split('/').map(unescapePart);
  if (route === undefined || resourceId === undefined || more.length > 0) return undefined;
  const key = lockKeyOf(route, resourceId);
  return key.id === id ? key : undefined;
}

function unescapePart(part: string): string {
  return part.replaceAll('%2F', '/').replaceAll('%25', '%');
}
