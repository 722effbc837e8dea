import { once } from 'node:events';
import { createClient as createSseClient } from 'graphql-sse';
import { type Client, createClient, type ClientOptions } from 'graphql-ws';
import { WebSocket } from 'ws';
import { cookieOf } from './test-users';
import { waitUntil } from './wait-until';

/** What clients of the tests select of an event. */
export const LOCK_EVENTS = `subscription ($route: String, $ids: [ID!], $holderId: ID, $mine: Boolean, $snapshot: Boolean, $after: String) {
  lockEvents(route: $route, ids: $ids, holderId: $holderId, mine: $mine, snapshot: $snapshot, after: $after) {
    type
    record { id lock { id } }
    lock { id holder { username } fencingToken heldByMe canTakeOver sessionId waiterCount waiters { user { username } message } }
    previousHolder { username }
    actor { username }
    at
    reason
    cursor
  }
}`;

/** One event as the document above selects it. */
export interface SeenEvent {
  readonly type: string;
  readonly record: { readonly id: string; readonly lock: { readonly id: string } | null } | null;
  readonly lock: {
    readonly id: string;
    readonly holder: { readonly username: string };
    readonly fencingToken: number;
    readonly heldByMe: boolean;
    readonly canTakeOver: boolean;
    readonly sessionId: string | null;
    readonly waiterCount: number;
    readonly waiters: readonly { user: { username: string }; message: string | null }[];
  } | null;
  readonly previousHolder: { readonly username: string } | null;
  readonly actor: { readonly username: string } | null;
  readonly at: string;
  readonly reason: string | null;
  readonly cursor: string | null;
}

/** The result of one message of a subscription. */
interface Result {
  readonly data?: { readonly lockEvents: SeenEvent } | null | undefined;
  readonly errors?: readonly { readonly message: string }[] | undefined;
}

/** What a subscriber has been told. */
export class Heard {
  readonly events: SeenEvent[] = [];
  /** Whatever ended the subscription with an error. */
  error: unknown;
  isComplete = false;

  readonly sink = {
    next: ({ data, errors }: Result): void => {
      if (data) this.events.push(data.lockEvents);
      else this.error = errors;
    },
    error: (error: unknown): void => void (this.error = error),
    complete: (): void => void (this.isComplete = true),
  };

  /** Each event as its type and the id of its lock. */
  get told(): string[] {
    return this.events.map(({ type, lock }) => (lock ? `${type} ${lock.id}` : type));
  }

  until(what: string, holds: (heard: this) => boolean, withinMs = 8_000): Promise<true> {
    const ask = (): Promise<true | undefined> =>
      holds(this) ? Promise.resolve(true) : Promise.reject(new Error(this.summary()));
    return waitUntil({ what, withinMs, everyMs: 5, ask });
  }

  private summary(): string {
    const { told, isComplete, error } = this;
    const shown = error instanceof Error ? error.message : error;
    return JSON.stringify({ told, isComplete, error: shown });
  }

  /** Resolves once the snapshot is complete. */
  untilLive(): Promise<true> {
    return this.until('the end of the snapshot', ({ told }) => told.includes('SNAPSHOT_END'));
  }
}

/** A WebSocket that sends these headers with its handshake. */
export function webSocketWith(headers: Readonly<Record<string, string>>): typeof WebSocket {
  return class extends WebSocket {
    constructor(address: string | URL | null, protocols?: string | string[]) {
      super(String(address), protocols, { headers });
    }
  } as typeof WebSocket;
}

/** The WebSocket address of a gateway. */
export function webSocketUrl(url: string): string {
  return `${url.replace('http', 'ws')}/graphql`;
}

/** A client of `graphql-ws`, signed in as a user. */
export function liveClient(
  url: string,
  username: string,
  options: Partial<ClientOptions> = {},
): Client {
  return createClient({
    url: webSocketUrl(url),
    webSocketImpl: webSocketWith({ Cookie: cookieOf(username) }),
    retryAttempts: 0,
    lazy: true,
    ...options,
  });
}

/** Subscribes to `lockEvents`. */
export function listen(
  client: Client,
  variables: Readonly<Record<string, unknown>> = {},
): { heard: Heard; leave: () => void } {
  const heard = new Heard();
  const leave = client.subscribe({ query: LOCK_EVENTS, variables }, heard.sink);
  return { heard, leave };
}

/** Subscribes to `lockEvents` over Server-Sent Events, as a client of `graphql-sse`. */
export function listenOverSse(
  url: string,
  username: string,
  variables: Readonly<Record<string, unknown>> = {},
): { heard: Heard; leave: () => void } {
  const client = createSseClient({
    ...{ url: `${url}/graphql`, headers: { Cookie: cookieOf(username) }, retryAttempts: 0 },
  });
  const heard = new Heard();
  client.subscribe(
    { query: LOCK_EVENTS, variables },
    heard.sink as Parameters<typeof client.subscribe>[1],
  );
  return { heard, leave: () => client.dispose() };
}

/** How a WebSocket ended: by a close code, or refused with an HTTP status. */
export type SocketEnd =
  { readonly code: number; readonly reason: string } | { readonly status: number };

/** A WebSocket without a client library, signed in as a user. */
export class RawSocket {
  readonly messages: unknown[] = [];
  /** Resolves when it is over. */
  readonly ended: Promise<SocketEnd>;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => void this.messages.push(JSON.parse(String(data))));
    this.ended = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
      socket.on('unexpected-response', (_request, response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0 });
      });
      socket.on('error', () => {});
    });
  }

  send(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Resolves with the first message of this type when it has come. */
  heard(type: string): Promise<unknown> {
    return this.heardAtLeast(1, type);
  }

  /** Resolves with the first message of this type when so many have come. */
  heardAtLeast(count: number, type: string): Promise<unknown> {
    const ask = (): Promise<unknown> => {
      const heard = this.messages.filter((message) => (message as { type: string }).type === type);
      return Promise.resolve(heard.length >= count ? heard[0] : undefined);
    };
    return waitUntil({ what: `${count} of type ${type}`, withinMs: 8_000, everyMs: 5, ask });
  }
}

/** Opens a WebSocket with these headers; resolves at once. */
export function rawSocket(
  url: string,
  headers: Readonly<Record<string, string>>,
  {
    path = '/graphql',
    protocol = 'graphql-transport-ws',
  }: { path?: string; protocol?: string | string[] } = {},
): RawSocket {
  const address = webSocketUrl(url).replace('/graphql', path);
  return new RawSocket(new WebSocket(address, protocol, { headers }));
}

/** A WebSocket of a user, after the first two messages of the protocol. */
export async function acknowledged(url: string, username: string): Promise<RawSocket> {
  const raw = rawSocket(url, { Cookie: cookieOf(username) });
  await once(raw.socket, 'open');
  raw.send({ type: 'connection_init' });
  await raw.heard('connection_ack');
  return raw;
}
