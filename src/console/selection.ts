import { type Lock } from '../client/public';

/** The grants that are selected, by the id of the lock: one that passes to somebody else no longer is. */
export type Selection = ReadonlyMap<string, number>;

export const NOTHING_SELECTED: Selection = new Map();

/** True when this grant is selected. */
export function isSelected(selection: Selection, { id, fencingToken }: Lock): boolean {
  return selection.get(id) === fencingToken;
}

/** The selection with these locks in it, or without them. */
export function select(selection: Selection, locks: readonly Lock[], isWanted: boolean): Selection {
  const next = new Map(selection);
  for (const { id, fencingToken } of locks) {
    if (isWanted) next.set(id, fencingToken);
    else next.delete(id);
  }
  return next;
}

/** The rows from one to another, whichever comes first. */
export function between<Row>(rows: readonly Row[], one: number, other: number): readonly Row[] {
  return rows.slice(Math.min(one, other), Math.max(one, other) + 1);
}
