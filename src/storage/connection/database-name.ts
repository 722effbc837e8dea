const MAX_BYTES = 63;
const FORBIDDEN = /[/\\. "$*<>:|?\0]/;

/** Why locks cannot be kept in a database of this name; undefined when they can. */
export function databaseNameProblem(name: string): string | undefined {
  if (name === 'local' || name === 'config') {
    return `the database "${name}" is not replicated as data is; name another one`;
  }
  if (FORBIDDEN.test(name)) {
    return `the database name ${JSON.stringify(name)} has a character that MongoDB does not allow`;
  }
  if (Buffer.byteLength(name) > MAX_BYTES) {
    return `the database name is longer than ${MAX_BYTES} bytes`;
  }
  return undefined;
}
