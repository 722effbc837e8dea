import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const DIRECTORY = join(__dirname, '../../../.cache/clients');

/** Where Relay and its compiler are installed. */
export const RELAY = join(DIRECTORY, 'relay');
const RELAY_PACKAGES = ['relay-compiler', 'relay-runtime', 'babel-plugin-relay'];
const RELAY_VERSION = '21.0.1';

/** Where the Python packages are installed; to be the PYTHONPATH. */
export const PYTHON = join(DIRECTORY, 'python');
const PYTHON_PACKAGES = ['gql[requests]==4.0.0', 'requests==2.32.5'];

/** Whether this machine has Python with the packages. */
export function hasPythonClients(): boolean {
  return existsSync(join(PYTHON, 'gql'));
}

function installRelay(): void {
  if (existsSync(join(RELAY, 'node_modules', 'relay-runtime'))) return;
  mkdirSync(RELAY, { recursive: true });
  const packages = RELAY_PACKAGES.map((name) => `${name}@${RELAY_VERSION}`);
  const options = ['--prefix', RELAY, '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...options, ...packages], { stdio: 'inherit' });
}

function installPython(): void {
  if (hasPythonClients()) return;
  const options = ['--quiet', '--disable-pip-version-check', '--target', PYTHON];
  try {
    execFileSync('python3', ['-m', 'pip', 'install', ...options, ...PYTHON_PACKAGES], {
      stdio: 'inherit',
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`The Python clients are skipped: ${reason}\n`);
  }
}

if (require.main === module) {
  installRelay();
  installPython();
}
