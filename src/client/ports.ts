/** What the client needs of the world around it; tests drive a world of their own. */
export interface Ports {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds that never go back, but may stand still while the machine sleeps. */
  readonly monotonicMs: () => number;
  /** Milliseconds of the wall clock, which somebody may set, but which goes on during sleep. */
  readonly wallMs: () => number;
  readonly setTimer: (run: () => void, afterMs: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
  /** From 0 to 1, to spread the retries of many clients. */
  readonly random: () => number;
  readonly newId: () => string;
  /** A defect of a listener: told, and nothing else stops. */
  readonly reportError: (error: unknown) => void;
}

/** The world of a browser or of Node. */
export function realPorts(fetch: typeof globalThis.fetch | undefined): Ports {
  return {
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    monotonicMs: () => performance.now(),
    wallMs: () => Date.now(),
    setTimer: (run, afterMs) => setTimeout(run, afterMs),
    clearTimer: (timer) => clearTimeout(timer as Parameters<typeof clearTimeout>[0]),
    random: () => Math.random(),
    // `crypto.randomUUID` is missing on pages over plain HTTP.
    newId: () => String(crypto.getRandomValues(new Uint32Array(3))),
    // It becomes an uncaught error of the page or the process, and stops nothing here.
    reportError: (error) =>
      queueMicrotask(() => {
        throw error;
      }),
  };
}
