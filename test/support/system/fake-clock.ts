import { existsSync, writeFileSync } from 'node:fs';

const LIBRARY_PATHS = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib64/faketime/libfaketime.so.1',
  '/usr/lib/faketime/libfaketime.so.1',
  '/usr/local/lib/faketime/libfaketime.so.1',
];

/** What to tell when clocks cannot be faked. */
export const FAKETIME_MISSING =
  'jump-clock is left out: libfaketime is not installed (Debian, Ubuntu: apt-get install faketime)';

/** Path of libfaketime, undefined when it is not installed. */
export function findFaketime(): string | undefined {
  return LIBRARY_PATHS.find((path) => existsSync(path));
}

/** A wall clock of one process that can be stepped while it runs. */
export class FakeClock {
  /** `file` is where the process looks the offset up. */
  constructor(
    private readonly file: string,
    private readonly library: string,
  ) {
    this.jumpTo(0);
  }

  /** From now on the process's wall clock is off by that much. */
  jumpTo(offsetSeconds: number): void {
    writeFileSync(this.file, `${offsetSeconds < 0 ? '' : '+'}${offsetSeconds}\n`);
  }

  /** Environment of the process that is to live by this clock. */
  get environment(): NodeJS.ProcessEnv {
    return {
      LD_PRELOAD: this.library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_NO_CACHE: '1',
      // Only the wall clock steps, as in the field: timers run on the monotonic one.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    };
  }
}
