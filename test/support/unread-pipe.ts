import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A full pipe without a reader, for the output of a process. */
export interface UnreadPipe {
  readonly fd: number;
  remove(): void;
}

/** Makes a pipe and fills it. */
export function unreadPipe(): UnreadPipe {
  const directory = mkdtempSync(join(tmpdir(), 'lock-gateway-pipe-'));
  const path = join(directory, 'pipe');
  execFileSync('mkfifo', [path]);
  // Open for reading as well: without a reader the pipe would block, then break.
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  fill(fd);
  return {
    fd,
    remove: () => {
      closeSync(fd);
      rmSync(directory, { recursive: true });
    },
  };
}

function fill(fd: number): void {
  try {
    for (;;) writeSync(fd, '\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
}
