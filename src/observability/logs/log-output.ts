import { type DestinationStream } from 'pino';
import { backgroundWriter } from './background-writer';

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
const MAX_UNREAD_CHARS = 32 * 1024 * 1024;

const STDOUT = 1;

/**
 * Standard output for log lines, many to a write and beside the requests. The exit of the process
 * writes what is left, but cuts off what is being written just then: `flush` first. Lines that
 * cannot be written are lost, and nothing else: neither a full disk nor a reader that has stopped
 * holds up the process or its end. (pino's own destination ends or blocks it in both cases.)
 */
export function logOutput(): LogOutput {
  let lines: string[] = [];
  let chars = 0;
  let timer: NodeJS.Timeout | undefined;
  // Once Node has opened them, full pipes refuse writes instead of blocking them: a blocked write
  // cannot be given up, and the process could not end.
  void process.stdout;
  void process.stderr;
  const output = backgroundWriter(STDOUT, MAX_UNREAD_CHARS);

  const handOver = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length === 0) return;
    const text = lines.join('');
    lines = [];
    chars = 0;
    output.write(text);
  };
  // Not by handOver, whose write would be in flight, and lost.
  process.on('exit', () => output.writeNow(lines.join('')));

  return {
    write(line) {
      lines.push(line);
      chars += line.length;
      if (chars >= COLLECT_CHARS) handOver();
      else timer ??= setTimeout(handOver, COLLECT_MS).unref();
    },
    flush(done = () => {}) {
      handOver();
      output.whenIdle(done);
    },
  };
}
