import { type LockClient } from '../client/lock-client';
import { type LockWatch } from '../client/lock-watch';
import { type LockChange, lockChangeOf } from '../react/lock-change';
import { type Identifier, type Names } from './admin-lock';

/** An event as react-admin's hooks expect it. */
export interface AdminEvent {
  readonly topic: string;
  readonly type: LockChange;
  readonly payload: { readonly ids: readonly Identifier[] };
  /** Milliseconds since 1970. */
  readonly date: number;
}

type Callback = (event: AdminEvent) => void;

interface Topic {
  readonly watch: LockWatch;
  readonly callbacks: Set<Callback>;
}

/** `lock/[resource]`, or `lock/[resource]/[id]`: the resource has no slash, the id may have some. */
const TOPIC = /^lock\/([^/]+)(?:\/(.+))?$/s;

/** The topics `lock/[resource]` and `lock/[resource]/[id]`, with one watch each while it has subscribers. */
export class LockTopics {
  readonly #client: LockClient;
  readonly #names: Names;
  readonly #topics = new Map<string, Topic>();

  constructor(client: LockClient, names: Names) {
    this.#client = client;
    this.#names = names;
  }

  /** True for a topic of locks. */
  has(topic: string): boolean {
    return TOPIC.test(topic);
  }

  subscribe(topic: string, callback: Callback): void {
    const known = this.#topics.get(topic) ?? this.#open(topic);
    known.callbacks.add(callback);
  }

  unsubscribe(topic: string, callback: Callback): void {
    const known = this.#topics.get(topic);
    known?.callbacks.delete(callback);
    if (known?.callbacks.size !== 0) return;
    this.#topics.delete(topic);
    known.watch.close();
  }

  #open(topic: string): Topic {
    const [, resource = '', id] = TOPIC.exec(topic) ?? [];
    const route = this.#names.routeOf(resource);
    const watch = this.#client.watch(id === undefined ? { route } : { route, ids: [id] });
    const opened = { watch, callbacks: new Set<Callback>() };
    this.#topics.set(topic, opened);
    const tell = (type: LockChange, ids: readonly string[], date = Date.now()): void => {
      const payload = { ids: ids.map((lockId) => this.#names.recordIdOf(resource, lockId)) };
      for (const callback of [...opened.callbacks]) callback({ topic, type, payload, date });
    };
    watch.onEvent((event) => {
      const change = lockChangeOf(event);
      if (change !== null) tell(change, [event.lock.resourceId], Date.parse(event.at));
    });
    onWatching(watch, () => {
      const standing = [...watch.getSnapshot().locks.values()].map((lock) => lock.resourceId);
      tell('updated', id === undefined ? standing : [id]);
    });
    return opened;
  }
}

/**
 * Calls back whenever the picture is known (again): what was read before may be older than the watch, and
 * the hooks read again at an event.
 */
function onWatching(watch: LockWatch, callback: () => void): void {
  const isKnown = (): boolean => ['live', 'polling'].includes(watch.getSnapshot().status);
  let wasKnown = isKnown();
  watch.subscribe(() => {
    const isNew = !wasKnown && isKnown();
    wasKnown = isKnown();
    if (isNew) callback();
  });
}
