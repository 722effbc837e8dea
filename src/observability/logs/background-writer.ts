import { write, writeSync } from 'node:fs';

/** The pause before another attempt to write to a full pipe. */
const RETRY_MS = 5;
/** How long process exit may wait for a full pipe in total. */
const RETRY_AT_EXIT_MS = 200;

const STDERR = 2;

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes text to a file descriptor in order without blocking the event loop, one write at a time.
 * Text that cannot be written (no space, no reader) is dropped, which is reported once on standard
 * error: a lost log is no reason to stop the process.
 */
export class BackgroundWriter {
  /** In order; the first one is being written unless the writer is idle. */
  private readonly waiting: Buffer[] = [];
  private waitingBytes = 0;
  /** `paused`: the pipe is full, and a timer is set for the next attempt. */
  private state: 'idle' | 'writing' | 'paused' = 'idle';
  private isFailureReported = false;
  private idleCallbacks: (() => void)[] = [];

  constructor(
    private readonly fd: number,
    private readonly maxWaitingBytes: number,
  ) {}

  /** Writes the text after all earlier ones, or drops it if too much is waiting already. */
  write(text: string): void {
    const bytes = Buffer.from(text);
    if (this.waitingBytes + bytes.length > this.maxWaitingBytes) return;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.state === 'idle') this.writeNext();
  }

  /** Calls back once nothing is waiting: everything is written or dropped. */
  whenIdle(done: () => void): void {
    if (this.state === 'idle') done();
    else this.idleCallbacks.push(done);
  }

  /**
   * Writes what is waiting and this text synchronously; gives up on an error or after 200 ms. For
   * process exit only: the writer cannot be used afterwards.
   */
  writeNow(text: string): void {
    // The write in flight has either taken effect or never will.
    if (this.state === 'writing') this.waiting.shift();
    let rest = Buffer.concat([...this.waiting, Buffer.from(text)]);
    const deadline = performance.now() + RETRY_AT_EXIT_MS;
    while (rest.length > 0) {
      try {
        rest = rest.subarray(writeSync(this.fd, rest));
      } catch (error) {
        if (!isFull(error as Error) || performance.now() > deadline) return;
        Atomics.wait(sleeper, 0, 0, RETRY_MS);
      }
    }
  }

  private writeNext(): void {
    const [next] = this.waiting;
    if (!next) {
      this.becomeIdle();
      return;
    }
    this.state = 'writing';
    write(this.fd, next, (error, writtenBytes) => {
      if (error && isFull(error)) {
        this.state = 'paused';
        setTimeout(() => this.writeNext(), RETRY_MS);
        return;
      }
      if (error) this.reportFailure(error);
      this.remove(error ? next.length : writtenBytes);
      this.writeNext();
    });
  }

  /** Removes this many bytes of the first text. */
  private remove(bytes: number): void {
    const first = this.waiting[0]!;
    if (bytes < first.length) this.waiting[0] = first.subarray(bytes);
    else this.waiting.shift();
    this.waitingBytes -= bytes;
  }

  private becomeIdle(): void {
    this.state = 'idle';
    const callbacks = this.idleCallbacks;
    this.idleCallbacks = [];
    for (const done of callbacks) done();
  }

  private reportFailure(error: Error): void {
    if (this.isFailureReported) return;
    this.isFailureReported = true;
    // Not through the stream: on a full disk it would throw an error that no handler catches.
    write(STDERR, `lock-gateway: log lines are lost: ${error.message}\n`, () => {});
  }
}

function isFull(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EAGAIN';
}
