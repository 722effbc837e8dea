import { type GatewayAnswer, type GatewayQuery, type GraphQLFault } from './gateway-message';
import { type TypedDocumentString } from './generated/operations';
import { LockFault } from './lock-fault';
import { type Ports } from './ports';
import { faultOfStatus, toFault } from './to-fault';

/** What a request is sent with. */
export interface GatewayAddress {
  readonly url: string;
  readonly credentials: RequestCredentials;
  readonly headers: Readonly<Record<string, string>>;
}

/** How one request is sent. */
export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** True lets the request outlive the page, unless its body is too long for that. */
  readonly keepalive?: boolean | undefined;
  readonly timeoutMs?: number | undefined;
}

/** The data of an answer, and the faults of those of its parts that are null for them. */
export interface Answered<Data> {
  readonly data: Data;
  readonly faults: readonly { readonly path: readonly (string | number)[]; fault: LockFault }[];
}

/**
 * Sends one operation; rejects with a `LockFault` when there is no data, and with the reason of the signal
 * when that fires.
 */
export type CallGateway = <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  options?: SendOptions,
) => Promise<Answered<Data>>;

/** Longer than a gateway takes for any call (4.8 s) and the network with it. */
const TIMEOUT_MS = 10_000;
/** Browsers let 64 KiB in all outlive a page, and a character takes up to three bytes. */
const MOST_KEPT_ALIVE = 21_000;

/** Creates the calls to one gateway. */
export function createCallGateway(
  address: GatewayAddress,
  ports: Pick<Ports, 'fetch' | 'setTimer' | 'clearTimer'>,
): CallGateway {
  return async (document, variables, options = {}) => {
    const { signal, keepalive = false, timeoutMs = TIMEOUT_MS } = options;
    signal?.throwIfAborted();
    const body = JSON.stringify({ query: String(document), variables } satisfies GatewayQuery);
    const controller = new AbortController();
    const cancel = (): void => controller.abort();
    signal?.addEventListener('abort', cancel, { once: true });
    let isLate = false;
    const timer = ports.setTimer(() => {
      isLate = true;
      cancel();
    }, timeoutMs);
    let response: Response;
    let text: string;
    try {
      response = await ports.fetch(address.url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...address.headers },
        credentials: address.credentials,
        body,
        keepalive: keepalive && body.length <= MOST_KEPT_ALIVE,
        signal: controller.signal,
      });
      text = await response.text();
    } catch (cause) {
      signal?.throwIfAborted();
      if (isLate) throw new LockFault('timeout', 'No answer.', { cause });
      throw new LockFault('network', 'No connection.', { cause });
    } finally {
      ports.clearTimer(timer);
      signal?.removeEventListener('abort', cancel);
    }
    return read(response, text);
  };
}

function read<Data>(response: Response, text: string): Answered<Data> {
  const retryAfterMs = retryAfterOf(response);
  const answer = parse(text);
  const errors = Array.isArray(answer?.errors) ? (answer.errors as GraphQLFault[]) : [];
  if (answer?.data) {
    const faults = errors.map((error) => ({ path: error.path ?? [], fault: toFault(error) }));
    return { data: answer.data as Data, faults };
  }
  if (errors[0]) throw toFault(errors[0], retryAfterMs);
  throw faultOfStatus(response.status, retryAfterMs);
}

function parse(text: string): GatewayAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? answer : undefined;
  } catch {
    return undefined;
  }
}

function retryAfterOf(response: Response): number | undefined {
  return Number(response.headers.get('Retry-After')) * 1_000 || undefined;
}
