import { type DestinationStream } from 'pino';
import { BackgroundWriter } from './background-writer';

/** The destination of log lines. */
export interface LogOutput extends DestinationStream {
  /** Writes all buffered lines and calls back once they are written or dropped. */
  flush(done?: () => void): void;
}

/** How long a line is buffered at most. */
const BUFFER_MS = 100;
/** A buffer of this size is written at once. With 8 KiB logging cost a request twice as much, at thousands a second. */
const BUFFER_CHARS = 64 * 1024;
/** Lines beyond this are dropped while the reader is stalled, which bounds memory. */
const MAX_UNREAD_BYTES = 32 * 1024 * 1024;

const STDOUT = 1;

/**
 * Buffered standard output for log lines that never blocks requests. Process exit writes the
 * remaining lines but loses a write in flight, so call `flush` first. A full disk or a stalled
 * reader loses lines, but neither blocks the process nor delays its end. (pino's own destination
 * ends or blocks the process in these cases.)
 */
export function logOutput(): LogOutput {
  let lines: string[] = [];
  let chars = 0;
  let timer: NodeJS.Timeout | undefined;
  // Opening these streams makes full pipes reject writes instead of blocking them: a blocked write
  // cannot be cancelled and would keep the process alive.
  void process.stdout;
  void process.stderr;
  const output = new BackgroundWriter(STDOUT, MAX_UNREAD_BYTES);

  const writeBuffer = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length === 0) return;
    const text = lines.join('');
    lines = [];
    chars = 0;
    output.write(text);
  };
  // Not through writeBuffer, which would start a write that the exit loses.
  process.on('exit', () => output.writeNow(lines.join('')));

  return {
    write(line) {
      lines.push(line);
      chars += line.length;
      if (chars >= BUFFER_CHARS) writeBuffer();
      else timer ??= setTimeout(writeBuffer, BUFFER_MS).unref();
    },
    flush(done = () => {}) {
      writeBuffer();
      output.whenIdle(done);
    },
  };
}
