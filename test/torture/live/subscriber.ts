import { setTimeout as sleep } from 'node:timers/promises';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { webSocketWith } from '../../support/live-client';
import { cookieOf } from '../../support/test-users';
import { type Told, type ToldEvent } from './truth';

/** Who watches; nobody of the load, since a subscriber's own places in lines are kept. */
export const WATCHER = 'watcher';

const QUERY = `subscription ($route: String, $ids: [ID!], $after: String) {
  lockEvents(route: $route, ids: $ids, after: $after) { type at cursor lock { id fencingToken } }
}`;

interface Result {
  readonly data?:
    | {
        readonly lockEvents: {
          readonly type: string;
          readonly at: string;
          readonly cursor: string | null;
          readonly lock: { readonly id: string; readonly fencingToken: number } | null;
        };
      }
    | null
    | undefined;
}

interface Door {
  subscribe(
    payload: { query: string; variables: Record<string, unknown> },
    sink: { next(result: Result): void; error(error: unknown): void; complete(): void },
  ): () => void;
  dispose(): unknown;
}

/** What a subscriber is opened with. */
export interface SubscriberOptions {
  readonly name: string;
  readonly port: number;
  readonly transport: 'websocket' | 'sse';
  /** Of these ids of the load's route; default: all locks. */
  readonly ids?: { readonly route: string; readonly ids: readonly string[] };
  /** After a reconnect it goes on behind the last cursor; otherwise it begins anew. */
  readonly resumes: boolean;
}

/** A client that stays subscribed whatever ends its connection, and keeps all it is told. */
export class Subscriber implements Told {
  readonly events: ToldEvent[] = [];
  readonly ids: ReadonlySet<string> | undefined;
  connections = 0;
  private readonly door: Door;
  private readonly stopped = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: SubscriberOptions) {
    const { port, transport, ids } = options;
    this.ids = ids && new Set(ids.ids.map((id) => `${ids.route}/${id}`));
    const headers = { Cookie: cookieOf(WATCHER) };
    this.door =
      transport === 'sse'
        ? createSseClient({
            ...{ url: `http://127.0.0.1:${port}/graphql`, headers, retryAttempts: 0 },
          })
        : createWsClient({
            url: `ws://127.0.0.1:${port}/graphql`,
            webSocketImpl: webSocketWith(headers),
            ...{ retryAttempts: 0, lazy: true, keepAlive: 3_000 },
          });
  }

  get name(): string {
    return this.options.name;
  }

  /** The last position that it was told of. */
  get cursor(): string | null {
    return this.events.findLast(({ cursor }) => cursor !== null)?.cursor ?? null;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.door.dispose();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await this.subscribeOnce(signal);
      await sleep(200, undefined, { signal }).catch(() => {});
    }
  }

  /** Resolves when the subscription is over, for whatever reason. */
  private subscribeOnce(signal: AbortSignal): Promise<void> {
    const after = this.options.resumes ? this.cursor : null;
    const variables = { ...this.options.ids, ...(after !== null && { after }) };
    this.connections += 1;
    return new Promise((resolve) => {
      const end = (): void => {
        signal.removeEventListener('abort', end);
        leave();
        resolve();
      };
      const sink = { next: (result: Result) => this.keep(result), error: end, complete: end };
      const leave = this.door.subscribe({ query: QUERY, variables }, sink);
      signal.addEventListener('abort', end);
    });
  }

  private keep({ data }: Result): void {
    if (!data) return;
    const { type, at, cursor, lock } = data.lockEvents;
    const [id, token] = lock ? [lock.id, lock.fencingToken] : [null, null];
    this.events.push({ type, at, cursor, id, token });
  }
}
