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
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers });
    }
  };
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
  const leave = client.subscribe(
    { query: LOCK_EVENTS, variables },
    heard.sink as Parameters<Client['subscribe']>[1],
  );
  return { heard, leave };
}
