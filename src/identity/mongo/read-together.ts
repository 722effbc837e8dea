/** What a function came to, as a settled result: what it throws is a rejection. */
export function settle<Result>(run: () => Result): PromiseSettledResult<Result> {
  try {
    return { status: 'fulfilled', value: run() };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
}

/** Thrown for what was read rather than for the database that it was read from. */
export class UnreadableUsers extends Error {
  override readonly name = 'UnreadableUsers';
}

/**
 * Reads many items together. When what was read cannot be read as a whole, it is read again in
 * halves, so that only the items at fault reject. Rejects when `read` does for any other reason.
 */
export async function readTogether<Item, Result>(
  items: readonly Item[],
  read: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>,
): Promise<readonly PromiseSettledResult<Result>[]> {
  try {
    return await read(items);
  } catch (error) {
    if (!(error instanceof UnreadableUsers)) throw error;
    if (items.length === 1) return [{ status: 'rejected', reason: error }];
    const middle = Math.ceil(items.length / 2);
    const first = await readTogether(items.slice(0, middle), read);
    return [...first, ...(await readTogether(items.slice(middle), read))];
  }
}

/** What was read by what it belongs to; throws `UnreadableUsers` when that cannot be seen of one of them. */
export function indexRead<User, Value>(
  users: readonly User[],
  entriesOf: (user: User) => readonly (readonly [key: unknown, value: Value])[],
): ReadonlyMap<unknown, readonly Value[]> {
  const index = new Map<unknown, Value[]>();
  try {
    for (const [key, value] of users.flatMap(entriesOf)) {
      const others = index.get(key);
      if (others) others.push(value);
      else index.set(key, [value]);
    }
  } catch (cause) {
    throw new UnreadableUsers('a user document cannot be read', { cause });
  }
  return index;
}
