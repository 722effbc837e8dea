import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAULT_KINDS } from './faults/fault';
import { type Summary } from './report';
import { FAKETIME_MISSING, findFaketime } from '../support/system/fake-clock';
import { runScript } from './run-script';

const LIMIT_MS = 400_000;

describe('locks while processes and links fail', () => {
  const dir = mkdtempSync(join(tmpdir(), 'lock-gateway-torture-test-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it(
    'keep every rule of the contract through one fault of every kind',
    async () => {
      const file = join(dir, 'out.json');
      const { code, output } = await runScript({
        script: 'main.ts',
        // It ends after one round of all faults.
        args: ['--seconds', '1', '--short', '--json', file],
        withinMs: LIMIT_MS - 20_000,
      });
      if (code !== 0) throw new Error(`the run ended with ${code}:\n${output}`);
      const summary = JSON.parse(readFileSync(file, 'utf8')) as Summary;
      const canFakeClock = findFaketime() !== undefined;
      if (!canFakeClock) process.stdout.write(`${FAKETIME_MISSING}\n`);
      const expected = FAULT_KINDS.filter((kind) => canFakeClock || kind !== 'jump-clock');
      expect(Object.keys(summary.faults).sort()).toEqual([...expected].sort());
      expect(summary.violations).toBe(0);
      expect(summary.definite).toBeGreaterThan(1_000);
    },
    LIMIT_MS,
  );
});
