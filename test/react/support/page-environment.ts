import { TestEnvironment } from 'jest-environment-jsdom';

/**
 * What pages have from the browser and jsdom has not, or has of another kind than the `fetch` and the
 * sockets of Node, and a gateway in the same process, accept.
 */
const FROM_NODE = [
  ...['fetch', 'Request', 'Response', 'Headers', 'AbortController', 'AbortSignal'],
  ...[
    'TextEncoder',
    'TextDecoder',
    'Uint8Array',
    'ArrayBuffer',
    'structuredClone',
    'BroadcastChannel',
    'setImmediate',
    'clearTimeout',
    'clearInterval',
  ],
] as const;

/** A page: a document by jsdom, and everything of the network by Node. */
export default class PageEnvironment extends TestEnvironment {
  /** What still runs, such as the five minutes that React Query keeps what nobody shows. */
  readonly #timers = new Set<NodeJS.Timeout>();

  override async setup(): Promise<void> {
    await super.setup();
    // Mongoose takes every jsdom for one without Node's network.
    process.env['SUPPRESS_JEST_WARNINGS'] = 'true';
    Object.assign(
      this.global,
      Object.fromEntries(FROM_NODE.map((name) => [name, globalThis[name]])),
      {
        setTimeout: (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
          const timer = setTimeout(() => {
            this.#timers.delete(timer);
            run(...given);
          }, ms);
          this.#timers.add(timer);
          return timer;
        },
        setInterval: (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
          const timer = setInterval(() => run(...given), ms);
          this.#timers.add(timer);
          return timer;
        },
      },
    );
  }

  /** A page that is closed has no timers, which would keep the process of Jest. */
  override async teardown(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    await super.teardown();
  }

  /** Packages are those for Node: there is no bundler here. */
  override exportConditions(): string[] {
    return ['node', 'node-addons'];
  }
}
