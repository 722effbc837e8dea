import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';

/** Installs Python packages into a folder, once and as a whole; without them it says what is skipped. */
export function installPythonPackages(options: {
  target: string;
  packages: readonly string[];
  /** What the packages are for, as the subject of "… skipped: reason". */
  skipped: string;
}): void {
  if (existsSync(options.target)) return;
  const part = `${options.target}.part`;
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--upgrade'];
  try {
    execFileSync('python3', [...pip, '--target', part, ...options.packages], { stdio: 'inherit' });
    renameSync(part, options.target);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${options.skipped} skipped: ${reason}\n`);
  }
}
