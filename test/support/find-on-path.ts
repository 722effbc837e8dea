import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where Debian puts servers; not on the PATH of an ordinary user. */
const ALSO = ['/usr/sbin', '/usr/local/sbin'];

/** The first executable of that name, or undefined. */
export async function findOnPath(program: string): Promise<string | undefined> {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((part) => part !== '');
  for (const directory of [...directories, ...ALSO]) {
    const path = join(directory, program);
    const isExecutable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isExecutable) return path;
  }
  return undefined;
}
