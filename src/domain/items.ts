import { type InputProblem, invalid, type LockKey, type ParsedKey } from './lock-key';

/** How many records one call can name. */
export const MAX_ITEMS = 100;

/** The different keys of 1 to `MAX_ITEMS` items in their order, or the first problem with them. */
export function checkItems(
  items: readonly ParsedKey[],
): { kind: 'keys'; keys: LockKey[] } | { kind: 'problem'; problem: InputProblem } {
  if (items.length < 1 || items.length > MAX_ITEMS) {
    const problem = invalid('items', `must have 1 to ${MAX_ITEMS} entries`);
    return { kind: 'problem', problem };
  }
  const keys = new Map<string, LockKey>();
  for (const [index, parsed] of items.entries()) {
    if (parsed.kind === 'problem') {
      const message = `items[${index}]: ${parsed.problem.message}`;
      return { kind: 'problem', problem: { ...parsed.problem, field: 'items', message } };
    }
    keys.set(parsed.key.id, parsed.key);
  }
  return { kind: 'keys', keys: [...keys.values()] };
}

/** One grant that a call names; without a token any grant of the caller. */
export interface GrantItem {
  readonly key: ParsedKey;
  readonly fencingToken?: number | undefined;
}

/** One grant to remove; with a session only one in it. */
export interface RemovalItem extends GrantItem {
  readonly sessionId?: string | undefined;
}

/** Runs each different grant once, all at the same time, and gives every item its result. */
export function runEach<Item extends RemovalItem, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> {
  const running = new Map<string, Promise<Result>>();
  const results = items.map((item) => {
    const { key, fencingToken, sessionId } = item;
    const name = JSON.stringify([fencingToken, sessionId, key.kind === 'key' && key.key.id]);
    const result = running.get(name) ?? run(item);
    running.set(name, result);
    return result;
  });
  return Promise.allSettled(results);
}
