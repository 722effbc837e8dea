import { type mongo } from 'mongoose';
import { LOCKS_COLLECTION } from '../../src/storage/locks/lock-model';
import { HOSTILE_USER } from './hostile-users';
import { type RightfulCaller } from './rightful-caller';
import { RIGHTFUL_NAMES, SHARED_ROUTE } from './rightful-users';
import { type Violations } from './violations';

/** Holds what is stored and logged at the end of a run against what the rightful users know. */
export async function checkEnd(options: {
  database: mongo.Db;
  callers: readonly RightfulCaller[];
  violations: Violations;
  log: string;
}): Promise<void> {
  const add = (rule: string, example: unknown): void =>
    options.violations.add({ family: 'end', rule, example: JSON.stringify(example) });
  const heldIn = async (route: string): Promise<{ resourceId: string; username: string }[]> => {
    const found = options.database
      .collection(LOCKS_COLLECTION)
      .find({ route, status: 'held' })
      .sort({ resourceId: 1 });
    const all = await found.toArray();
    return all.map((lock) => ({
      resourceId: String(lock['resourceId']),
      username: (lock['holder'] as { username: string }).username,
    }));
  };
  for (const { route, records } of options.callers) {
    const stored = (await heldIn(route)).map(({ resourceId }) => resourceId);
    const known = stored.filter((id) => !records.isOpen(id));
    if (known.join() !== records.heldIds.join()) {
      add('locks of a rightful user changed', { route, stored: known, expected: records.heldIds });
    }
  }
  const shared = (await heldIn(SHARED_ROUTE)).map(({ username }) => username);
  if (shared.join() !== RIGHTFUL_NAMES.join()) add('a shared lock changed', shared);
  const trapped = (await heldIn('trap')).filter(({ username }) => username !== HOSTILE_USER);
  if (trapped.length > 0) add('a cookie was taken for somebody else', trapped);
  const plain = options.log.split('\n').filter((line) => line !== '' && !isJson(line));
  if (plain.length > 0) add('a log line that is no JSON', plain.slice(0, 5));
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
