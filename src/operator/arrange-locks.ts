import { type PicturedLock } from '../client/lock-types';

/** Which locks of a list to show; all conditions apply together. */
export interface LockFilter {
  readonly route?: string | undefined;
  /** A part of the name of the holder, in any case, or their whole id. */
  readonly holder?: string | undefined;
  readonly isMine?: boolean | undefined;
  /** Held without a break for longer than this. */
  readonly olderThanMs?: number | undefined;
  /** A part of the record, the note, or the name of the holder or of somebody in line, in any case. */
  readonly text?: string | undefined;
}

/** What the locks of a list are ordered by. */
export type LockOrderKey = 'record' | 'holder' | 'since' | 'timeLeft' | 'waiters';

/** An order of locks; those that are equal in it are in the order of their records. */
export interface LockOrder {
  readonly by: LockOrderKey;
  readonly isDescending: boolean;
}

/**
 * The locks that the filter lets through, in order. `before` is what was shown last, in which little has
 * changed as a rule: it makes sorting cheap, and is returned itself when nothing differs.
 */
export function arrangeLocks(
  locks: ReadonlyMap<string, PicturedLock>,
  how: { readonly filter: LockFilter; readonly order: LockOrder; readonly nowMs: number },
  before: readonly PicturedLock[] = [],
): readonly PicturedLock[] {
  const isShown = filterOf(how.filter, how.nowMs);
  const known = new Set<string>();
  const shown: PicturedLock[] = [];
  const consider = (lock: PicturedLock | undefined): void => {
    if (lock && isShown(lock)) shown.push(lock);
  };
  for (const { id } of before) {
    known.add(id);
    consider(locks.get(id));
  }
  for (const lock of locks.values()) if (!known.has(lock.id)) consider(lock);
  shown.sort(comparisonOf(how.order));
  const isSame =
    shown.length === before.length && shown.every((lock, index) => lock === before[index]);
  return isSame ? before : shown;
}

function filterOf(filter: LockFilter, nowMs: number): (lock: PicturedLock) => boolean {
  const { route, holder, isMine, olderThanMs, text } = filter;
  const name = holder?.toLowerCase();
  const part = text?.toLowerCase();
  // Texts of one format compare as the times do.
  const latest =
    olderThanMs === undefined ? undefined : new Date(nowMs - olderThanMs).toISOString();
  return (lock) =>
    (!route || lock.route === route) &&
    (!isMine || lock.heldByMe) &&
    (latest === undefined || lock.acquiredAt < latest) &&
    (!name || lock.holder.id === holder || has(lock.holder.username, name)) &&
    (!part || textsOf(lock).some((one) => has(one, part)));
}

function has(text: string, part: string): boolean {
  return text.toLowerCase().includes(part);
}

function textsOf({ route, resourceId, holder, note, waiters = [] }: PicturedLock): string[] {
  const names = waiters.map(({ user }) => user.username);
  return [`${route}/${resourceId}`, holder.username, note ?? '', ...names];
}

type Comparison = (one: PicturedLock, other: PicturedLock) => number;

const compare = <Value extends string | number>(one: Value, other: Value): number =>
  one < other ? -1 : Number(one > other);

const byRecord: Comparison = (one, other) =>
  compare(one.route, other.route) || compare(one.resourceId, other.resourceId);

/** Later than every time. */
const NEVER = '~';

const COMPARISONS: Readonly<Record<LockOrderKey, Comparison>> = {
  record: byRecord,
  holder: (one, other) => compare(one.holder.username, other.holder.username),
  since: (one, other) => compare(one.acquiredAt, other.acquiredAt),
  timeLeft: (one, other) => compare(one.expiresAt ?? NEVER, other.expiresAt ?? NEVER),
  waiters: (one, other) => compare(one.waiterCount, other.waiterCount),
};

function comparisonOf({ by, isDescending }: LockOrder): Comparison {
  const first = COMPARISONS[by];
  const sign = isDescending ? -1 : 1;
  return (one, other) => sign * first(one, other) || byRecord(one, other);
}
