const MAX_BYTES = 63;
const FORBIDDEN = /[/\\. "$*<>:|?\0]/;

/** Why a database of this name cannot store locks; undefined when it can. */
export function databaseNameProblem(name: string): string | undefined {
  if (name === 'local' || name === 'config') {
    return `the database "${name}" is not replicated like others; use another one`;
  }
  if (FORBIDDEN.test(name)) {
    return `the database name ${JSON.stringify(name)} has a character that MongoDB does not allow`;
  }
  if (Buffer.byteLength(name) > MAX_BYTES) {
    return `the database name is longer than ${MAX_BYTES} bytes`;
  }
  return undefined;
}
