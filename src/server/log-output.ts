import { type DestinationStream, pino } from 'pino';

/** Where log lines go. */
export interface LogOutput extends DestinationStream {
  /** Writes what is left and calls back when it is written, or cannot be. */
  flush(done?: () => void): void;
}

/** How long a line may wait for others. */
const COLLECT_MS = 100;
/** So much is written at once without waiting. */
const COLLECT_CHARS = 8 * 1024;
/** Lines beyond are dropped while nobody reads the output, so that they do not fill the memory. */
const MAX_UNREAD_BYTES = 32 * 1024 * 1024;

/**
 * Standard output for log lines, many to a write and beside the requests. The exit of the process
 * writes what is left, but cuts off what is being written just then: `flush` first. (pino's own
 * destination collects as well, but measures all it has collected at every line.)
 */
export function logOutput(): LogOutput {
  let lines: string[] = [];
  let chars = 0;
  let timer: NodeJS.Timeout | undefined;

  const handOver = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length === 0) return;
    const text = lines.join('');
    lines = [];
    chars = 0;
    output.write(text);
  };
  // Registered before the destination's own listener, which writes what it was handed.
  process.on('exit', handOver);
  const output = pino.destination({
    sync: false,
    minLength: COLLECT_CHARS,
    maxLength: MAX_UNREAD_BYTES,
  });

  const flush = (done?: () => void): void => {
    handOver();
    output.flush(done);
  };

  return {
    write(line) {
      lines.push(line);
      chars += line.length;
      if (chars >= COLLECT_CHARS) handOver();
      else timer ??= setTimeout(flush, COLLECT_MS).unref();
    },
    flush,
  };
}
