import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProject } from '../clients/support/project-directory';

const unit = readFileSync(join(__dirname, '../../.systemd/lock-gateway.service'), 'utf8');
/** Of ten; a service without any restriction has 9.6. */
const MAX_EXPOSURE = 2;

const ANALYZE = 'systemd-analyze';
const ifThere = spawnSync(ANALYZE, ['--version']).status === 0 ? it : it.skip;

function run(...args: string[]): { status: number | null; output: string } {
  const project = createProject('systemd');
  try {
    // This machine's Node is elsewhere, and the unit is not installed.
    const file = project.write(
      'lock-gateway.service',
      unit.replace('/usr/bin/node', process.execPath),
    );
    const { status, stdout, stderr } = spawnSync(ANALYZE, [...args, file], { encoding: 'utf8' });
    return { status, output: stdout + stderr };
  } finally {
    project.remove();
  }
}

ifThere('the unit has only what systemd knows', () => {
  expect(run('verify')).toEqual({ status: 0, output: '' });
});

ifThere('the unit lets the gateway do little else than serve', () => {
  const threshold = `--threshold=${MAX_EXPOSURE * 10}`;
  const { status, output } = run('security', '--offline=true', '--no-pager', threshold);
  expect(output).toContain('Overall exposure level');
  expect(status).toBe(0);
});

it('the unit leaves time to stop', () => {
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(10);
});
