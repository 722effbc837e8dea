import { type LockPosition } from '../domain/lock-store';

/** The opaque text of a place in the order of locks. */
export function toCursor({ route, resourceId }: LockPosition): string {
  return Buffer.from(JSON.stringify([route, resourceId])).toString('base64url');
}

/** The place a cursor means, or undefined when it is none of ours. */
export function fromCursor(cursor: string): LockPosition | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 2) return undefined;
    const [route, resourceId] = parts as unknown[];
    if (typeof route !== 'string' || typeof resourceId !== 'string') return undefined;
    return { route, resourceId };
  } catch {
    return undefined;
  }
}
