import { Unavailable } from '../domain/errors';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Those who wait for the stream to be live. */
export class UntilLive {
  private readonly waiting = new Set<Waiting>();
  private isLive = false;
  private lastError: unknown;

  get size(): number {
    return this.waiting.size;
  }

  /** Resolves once it is; rejects with `Unavailable` at a time by `performance.now()`. */
  wait(deadlineAt: number): Promise<void> {
    if (this.isLive) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        this.waiting.delete(waiting);
        settle();
      };
      const waiting: Waiting = {
        resolve: () => end(resolve),
        reject: (error) => end(() => reject(error)),
      };
      const fail = (): void => {
        waiting.reject(new Unavailable('the stream did not begin', { cause: this.lastError }));
      };
      const timer = setTimeout(fail, Math.max(0, deadlineAt - performance.now()));
      this.waiting.add(waiting);
    });
  }

  live(): void {
    this.isLive = true;
    for (const waiting of [...this.waiting]) waiting.resolve();
  }

  interrupted(error?: unknown): void {
    this.isLive = false;
    this.lastError = error;
  }

  /** Ends every wait. */
  fail(error: Error): void {
    this.isLive = false;
    for (const waiting of [...this.waiting]) waiting.reject(error);
  }
}
