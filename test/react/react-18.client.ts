import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { REACT_18 } from '../clients/installed/install';

const ROOT = join(__dirname, '../..');

jest.setTimeout(120_000);

it('the tests of the hooks and of the banner pass with React 18', () => {
  const config = {
    rootDir: ROOT,
    preset: './test/support/jest-preset.json',
    testMatch: ['<rootDir>/test/react/**/*.test.tsx'],
    testTimeout: 60_000,
    testPathIgnorePatterns: ['\\.int\\.test\\.tsx$'],
    moduleNameMapper: { '^(react|react-dom)($|/.*)': `${REACT_18}/node_modules/$1$2` },
    setupFilesAfterEnv: [
      '<rootDir>/test/support/no-console.ts',
      '<rootDir>/test/react/support/expect-react-18.ts',
    ],
  };
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/jest/bin/jest.js'), '--config', JSON.stringify(config), '-i'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect({ status, stderr }).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/Tests: +\d+ passed, \d+ total/) as string,
  });
});
