import { createHash } from 'node:crypto';
import { findTextProblem, MAX_RESOURCE_ID_LENGTH } from '../../domain/lock-key';
import { type LockFilter, type LockPosition } from '../../domain/lock-store';

/** Longer than the cursor of the longest route and id. */
const MAX_CURSOR_LENGTH = 4_096;

/** The opaque cursor of a position in the list that a filter selects. */
export function toCursor({ route, resourceId }: LockPosition, filter: LockFilter): string {
  const parts = [digestOf(filter), route, resourceId];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * The position of a cursor in the list of this filter; undefined when it is not exactly what
 * `toCursor` creates for that list.
 */
export function fromCursor(cursor: string, filter: LockFilter): LockPosition | undefined {
  if (cursor.length > MAX_CURSOR_LENGTH) return undefined;
  const [, route, resourceId] = partsOf(cursor);
  if (!isName(route) || !isName(resourceId)) return undefined;
  const position = { route, resourceId };
  // Also rejects other encodings of the position, and the digest of another filter.
  return toCursor(position, filter) === cursor ? position : undefined;
}

/** True for what a stored name can be; nothing else reaches a query. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && !findTextProblem('after', value, MAX_RESOURCE_ID_LENGTH);
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** Those of the filters of pages whose cursors are asked for: each edge of a page has the same. */
const digests = new WeakMap<LockFilter, string>();

/** Equal for filters that select the same list, whatever the order of their ids. */
function digestOf(filter: LockFilter): string {
  const known = digests.get(filter);
  if (known !== undefined) return known;
  const { route, resourceIds, holderId } = filter;
  const ids = resourceIds && [...resourceIds].sort();
  const text = JSON.stringify([route ?? null, ids ?? null, holderId ?? null]);
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  digests.set(filter, digest);
  return digest;
}
