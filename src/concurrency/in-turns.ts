import { type Entry } from './batch';

/**
 * The waiting entries in the order in which a batch takes them: everybody's first one, then
 * everybody's second one. What an owner has in flight counts as taken before. The entries of one
 * owner, and those of one key, stay in order of arrival.
 */
export function inTurns<Item, Result>(
  waiting: readonly Entry<Item, Result>[],
  unanswered: readonly Entry<Item, Result>[],
): Entry<Item, Result>[] {
  const turnOfOwner = new Map<string | undefined, number>();
  for (const { isInFlight, owner } of unanswered) {
    if (isInFlight) turnOfOwner.set(owner, (turnOfOwner.get(owner) ?? 0) + 1);
  }
  const turnOfKey = new Map<string, number>();
  const turns: Entry<Item, Result>[][] = [];
  for (const entry of waiting) {
    const { owner, key } = entry;
    let turn = turnOfOwner.get(owner) ?? 0;
    if (key !== undefined) {
      turn = Math.max(turn, turnOfKey.get(key) ?? 0);
      turnOfKey.set(key, turn);
    }
    turnOfOwner.set(owner, turn + 1);
    (turns[turn] ??= []).push(entry);
  }
  // Of a sparse list `flat` leaves out the turns that nobody has.
  return turns.flat();
}
