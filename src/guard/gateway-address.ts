/** Where the gateway is, and how it is asked. */
export interface GatewayOptions {
  /**
   * The address of the gateway, e.g. `http://lock-gateway:4000`; `/graphql` is added unless the path
   * ends with it.
   */
  readonly gatewayUrl: string | URL;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** How long a check takes at most: 1 to 60000 ms; default: 5000, a bit more than a call of the gateway. */
  readonly timeoutMs?: number | undefined;
}

const DEFAULT_TIMEOUT_MS = 5_000;
const MAX_TIMEOUT_MS = 60_000;

/** A gateway that can be asked. */
export interface GatewayAddress {
  readonly endpoint: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
}

/** Checks the options, which the service wrote; throws a `TypeError` that names the wrong one. */
export function gatewayAddressOf(options: GatewayOptions): GatewayAddress {
  const { gatewayUrl, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  if (!(timeoutMs >= 1 && timeoutMs <= MAX_TIMEOUT_MS)) {
    throw new TypeError(`timeoutMs must be 1 to ${MAX_TIMEOUT_MS}`);
  }
  const endpoint = URL.canParse(String(gatewayUrl)) ? new URL(gatewayUrl) : undefined;
  if (!endpoint || !/^https?:$/.test(endpoint.protocol) || endpoint.username || endpoint.password) {
    throw new TypeError('gatewayUrl must be an http or https address without credentials');
  }
  if (!/\/graphql\/?$/.test(endpoint.pathname)) {
    endpoint.pathname = `${endpoint.pathname.replace(/\/$/, '')}/graphql`;
  }
  return { endpoint: endpoint.href, fetch: options.fetch ?? globalThis.fetch, timeoutMs };
}
