/** The path of a mongod for the bench; rejects with one line when there is none. */
export function findMongodPath(): Promise<string> {
  const path = process.env['MONGOMS_SYSTEM_BINARY'];
  return path ? Promise.resolve(path) : Promise.reject(new Error('Set MONGOMS_SYSTEM_BINARY.'));
}
