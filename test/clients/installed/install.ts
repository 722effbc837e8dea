import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installPythonPackages } from '../../support/install-python-packages';

const DIRECTORY = join(__dirname, '../../../.cache/clients');

const RELAY_PACKAGES = ['relay-compiler', 'relay-runtime', 'babel-plugin-relay'];
const RELAY_VERSION = '21.0.1';
/** Where Relay and its compiler are installed. */
export const RELAY = join(DIRECTORY, `relay-${RELAY_VERSION}`);

const GQL_VERSION = '4.0.0';
const REQUESTS_VERSION = '2.32.5';
const PYTHON_PACKAGES = [`gql[requests]==${GQL_VERSION}`, `requests==${REQUESTS_VERSION}`];
/** Where the Python packages are installed; to be the PYTHONPATH. */
export const PYTHON = join(DIRECTORY, `gql-${GQL_VERSION}-requests-${REQUESTS_VERSION}`);

/** True when the Python packages are installed. */
export function hasPythonClients(): boolean {
  return existsSync(PYTHON);
}

function installRelay(): void {
  if (existsSync(join(RELAY, 'node_modules', 'relay-runtime'))) return;
  mkdirSync(RELAY, { recursive: true });
  const packages = RELAY_PACKAGES.map((name) => `${name}@${RELAY_VERSION}`);
  const options = ['--prefix', RELAY, '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...options, ...packages], { stdio: 'inherit' });
}

if (require.main === module) {
  installRelay();
  installPythonPackages({
    target: PYTHON,
    packages: PYTHON_PACKAGES,
    skipped: 'The Python clients are',
  });
}
