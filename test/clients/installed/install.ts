import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installPythonPackages } from '../../support/install-python-packages';

const DIRECTORY = join(__dirname, '../../../.cache/clients');

const RELAY_PACKAGES = ['relay-compiler', 'relay-runtime', 'babel-plugin-relay'];
const RELAY_VERSION = '21.0.1';
/** Where Relay and its compiler are installed. */
export const RELAY = join(DIRECTORY, `relay-${RELAY_VERSION}`);

/** Where react-admin without its user interface is installed; React is that of this project. */
export const REACT_ADMIN = join(DIRECTORY, 'react-admin-5.15.4');
const REACT_ADMIN_PACKAGES = [
  ...['ra-core@5.15.4', '@tanstack/react-query@5.90.5', 'react-hook-form@7.72.0'],
  ...['react-router@7.9.4', 'react-router-dom@7.9.4'],
];

/** Where Refine is installed; React is that of this project. */
export const REFINE = join(DIRECTORY, 'refine-5.0.12');
/** Refine, and the peer that it needs besides React. */
export const REFINE_PACKAGES = ['@refinedev/core@5.0.12', '@tanstack/react-query@5.90.5'];

/** Where the oldest React that the hooks are for is installed. */
export const REACT_18 = join(DIRECTORY, 'react-18.3.1');
const REACT_18_PACKAGES = ['react@18.3.1', 'react-dom@18.3.1'];

const GQL_VERSION = '4.0.0';
const REQUESTS_VERSION = '2.32.5';
const PYTHON_PACKAGES = [`gql[requests]==${GQL_VERSION}`, `requests==${REQUESTS_VERSION}`];
/** Where the Python packages are installed; to be the PYTHONPATH. */
export const PYTHON = join(DIRECTORY, `gql-${GQL_VERSION}-requests-${REQUESTS_VERSION}`);

/** True when the Python packages are installed. */
export function hasPythonClients(): boolean {
  return existsSync(PYTHON);
}

/** Installs packages, unless the last one of them is there; peers that are not among them are not installed. */
function installPackages(directory: string, packages: readonly string[]): void {
  const [, lastName = ''] = /^(.+)@/.exec(packages.at(-1) ?? '') ?? [];
  if (existsSync(join(directory, 'node_modules', lastName))) return;
  mkdirSync(directory, { recursive: true });
  const options = ['--prefix', directory, '--legacy-peer-deps', '--ignore-scripts'];
  const quiet = ['--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...options, ...quiet, ...packages], { stdio: 'inherit' });
}

if (require.main === module) {
  installPackages(
    RELAY,
    RELAY_PACKAGES.map((name) => `${name}@${RELAY_VERSION}`),
  );
  installPackages(REACT_ADMIN, REACT_ADMIN_PACKAGES);
  installPackages(REFINE, REFINE_PACKAGES);
  installPackages(REACT_18, REACT_18_PACKAGES);
  installPythonPackages({
    target: PYTHON,
    packages: PYTHON_PACKAGES,
    skipped: 'The Python clients are',
  });
}
