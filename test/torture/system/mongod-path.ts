import { access } from 'node:fs/promises';

/** The mongod to test with; rejects with one line when none is named. */
export async function mongodPath(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const path = env['MONGOMS_SYSTEM_BINARY'];
  if (path === undefined) throw new Error('Name a mongod in MONGOMS_SYSTEM_BINARY.');
  await access(path);
  return path;
}
