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
    newId: randomId,
    reportError: (error) => {
      // As a throwing listener of the DOM does; Node has no `reportError`.
      if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
      else
        setTimeout(() => {
          throw error;
        });
    },
  };
}

/** `crypto.randomUUID` is missing on pages over plain HTTP; `getRandomValues` is not. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
