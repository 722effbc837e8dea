import { spawn } from 'node:child_process';

/** `npm run test:fuzz -- 30` throws random requests at both doors for so many seconds. */
const seconds = Number(process.argv[2] ?? 30);
spawn(process.execPath, ['node_modules/jest/bin/jest.js', 'test/hardening/fuzz.int'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SECONDS: String(seconds) },
}).once('close', (code) => {
  process.exitCode = code ?? 1;
});
