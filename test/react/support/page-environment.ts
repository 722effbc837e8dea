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
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
  ],
] as const;

/** A page: a document by jsdom, and everything of the network by Node. */
export default class PageEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    // Mongoose takes every jsdom for one without Node's network.
    process.env['SUPPRESS_JEST_WARNINGS'] = 'true';
    Object.assign(
      this.global,
      Object.fromEntries(FROM_NODE.map((name) => [name, globalThis[name]])),
    );
  }

  /** Packages are those for Node: there is no bundler here. */
  override exportConditions(): string[] {
    return ['node', 'node-addons'];
  }
}
