import { write, writeSync } from 'node:fs';

/** So long a full pipe is left alone before the next try. */
const RETRY_MS = 5;
/** How long the exit of the process waits in all for a full pipe. */
const RETRY_AT_EXIT_MS = 200;

const STDERR = 2;

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Text for a file descriptor. */
export interface BackgroundWriter {
  /** Writes the text after all others, or drops it when too much waits already. */
  write(text: string): void;
  /** Calls back when nothing waits any more, be it written or dropped. */
  whenIdle(done: () => void): void;
  /** Writes what waits and this before it returns; gives up when that fails or takes over 200 ms. */
  writeNow(text: string): void;
}

/**
 * Writes in order and beside the event loop, one write at a time. What cannot be written (no space,
 * no reader) is dropped, which is told once on standard error: a lost log is no reason to end.
 */
export function backgroundWriter(fd: number, maxWaitingChars: number): BackgroundWriter {
  const waiting: string[] = [];
  let waitingChars = 0;
  /** The rest of the text that is being written. */
  let rest: Buffer | undefined;
  let isInFlight = false;
  let isFailureTold = false;
  let idleCallbacks: (() => void)[] = [];

  const takeNext = (): Buffer | undefined => {
    const text = waiting.shift();
    if (text === undefined) return undefined;
    waitingChars -= text.length;
    return Buffer.from(text);
  };

  const writeNext = (): void => {
    rest ??= takeNext();
    if (!rest) {
      const callbacks = idleCallbacks;
      idleCallbacks = [];
      for (const done of callbacks) done();
      return;
    }
    isInFlight = true;
    write(fd, rest, (error, written) => {
      isInFlight = false;
      if (error && isFull(error)) {
        setTimeout(writeNext, RETRY_MS);
        return;
      }
      if (error) tellFailure(error);
      rest = error ? undefined : restAfter(rest!, written);
      writeNext();
    });
  };

  const tellFailure = (error: Error): void => {
    if (isFailureTold) return;
    isFailureTold = true;
    // Not by the stream: on a full disk it would throw where nobody catches.
    write(STDERR, `lock-gateway: log lines are lost: ${error.message}\n`, () => {});
  };

  return {
    write(text) {
      if (waitingChars + text.length > maxWaitingChars) return;
      waiting.push(text);
      waitingChars += text.length;
      if (!rest) writeNext();
    },
    whenIdle(done) {
      if (rest) idleCallbacks.push(done);
      else done();
    },
    writeNow(text) {
      waiting.push(text);
      // What is in flight is written already, or will never be.
      if (isInFlight) rest = undefined;
      const deadline = performance.now() + RETRY_AT_EXIT_MS;
      while ((rest ??= takeNext())?.length) {
        try {
          rest = restAfter(rest, writeSync(fd, rest));
        } catch (error) {
          if (!isFull(error as Error) || performance.now() > deadline) return;
          Atomics.wait(sleeper, 0, 0, RETRY_MS);
        }
      }
    },
  };
}

function restAfter(buffer: Buffer, written: number): Buffer | undefined {
  return written < buffer.length ? buffer.subarray(written) : undefined;
}

function isFull(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EAGAIN';
}
