/** The actions on a collection that a command of the gateway needs. */
const ACTIONS: Readonly<Record<string, string>> = {
  aggregate: 'find',
  find: 'find',
  insert: 'insert',
  update: 'update and insert',
  createIndexes: 'createIndex',
  listIndexes: 'listIndexes',
};

const REFUSED_COMMAND = /^not authorized on (\S+) to execute command \{ (\w+): (?:"([^"]+)"|1)/;

/**
 * What a user must be granted, out of the server's refusal; nothing of the refused command but its
 * name and its collection is told.
 */
export function privilegeOf(message: string): string {
  const [, database, command = '', collection] = REFUSED_COMMAND.exec(message) ?? [];
  const action = ACTIONS[command];
  if (!database || !action) return 'the user may not do all that a decision needs; see the README';
  const on = collection
    ? `the collection "${collection}" of the database "${database}"`
    : `the whole database "${database}"`;
  return `the user needs ${action} on ${on}; the README has the whole role`;
}
