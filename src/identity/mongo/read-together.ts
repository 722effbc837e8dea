/** Runs a function and returns its outcome as a settled result. */
export function settle<Result>(run: () => Result): PromiseSettledResult<Result> {
  try {
    return { status: 'fulfilled', value: run() };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
}

/** Thrown if the documents read are invalid, as opposed to a failure of the database. */
export class UnreadableUsers extends Error {
  override readonly name = 'UnreadableUsers';
}

/**
 * Reads many items together. If `read` rejects with `UnreadableUsers`, reads the items again in
 * halves, so that only the items at fault reject. Rejects if `read` fails with any other error.
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

/** Indexes users by the keys of their entries; throws `UnreadableUsers` if one of them has no readable entries. */
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
