import { createHash } from 'node:crypto';
import { type HistoryFilter, type HistoryPosition } from '../../domain/lock-history';
import { findTextProblem, MAX_RESOURCE_ID_LENGTH, MAX_ROUTE_LENGTH } from '../../domain/lock-key';

/** Longer than the cursor of the longest route and id, each character escaped. */
const MAX_CURSOR_LENGTH = 16_384;
const MAX_LOCK_ID_LENGTH = 3 * (MAX_ROUTE_LENGTH + MAX_RESOURCE_ID_LENGTH) + 1;
const LATEST_MS = 8_640_000_000_000_000;

/** The opaque cursor of a position in the history that a filter selects. */
export function toHistoryCursor(position: HistoryPosition, filter: HistoryFilter): string {
  const { lockId, fencingToken, isEnd, at } = position;
  const parts = [digestOf(filter), lockId, fencingToken, isEnd, at.getTime()];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * The position of a cursor in the history of this filter; undefined when it is not exactly what
 * `toHistoryCursor` creates for it.
 */
export function fromHistoryCursor(
  cursor: string,
  filter: HistoryFilter,
): HistoryPosition | undefined {
  if (cursor.length > MAX_CURSOR_LENGTH) return undefined;
  const [, lockId, fencingToken, isEnd, at] = partsOf(cursor);
  if (typeof lockId !== 'string' || findTextProblem('after', lockId, MAX_LOCK_ID_LENGTH)) {
    return undefined;
  }
  if (!Number.isSafeInteger(fencingToken) || typeof isEnd !== 'boolean') return undefined;
  if (!Number.isSafeInteger(at) || Math.abs(at as number) > LATEST_MS) return undefined;
  if (filter.lockId !== undefined && filter.lockId !== lockId) return undefined;
  const position = {
    ...{ lockId, isEnd },
    ...{ fencingToken: fencingToken as number, at: new Date(at as number) },
  };
  // Also rejects other encodings of the position, and the digest of another filter.
  return toHistoryCursor(position, filter) === cursor ? position : undefined;
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

function digestOf({ lockId, actorId }: HistoryFilter): string {
  const text = JSON.stringify([lockId ?? null, actorId ?? null]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
