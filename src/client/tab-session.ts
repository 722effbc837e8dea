import { type Page } from './page';
import { type Ports } from './ports';

/** The session of this tab for one gateway, and the sessions of its holds. */
export interface TabSession {
  readonly id: string;
  /** A session for one life of a hold. */
  readonly next: () => string;
  /** True for a session of this tab, of this page or one before it. */
  readonly includes: (sessionId: string) => boolean;
}

/** Where the id of a tab waits for its next page; the store of `sessionStorage`. */
export type TabStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The id stands in the store only between two pages: a page takes it out when it begins, and puts it back when
 * it is left. A duplicated tab gets a copy of the store, but finds no id in it, and makes its own. Each
 * life of a hold has a session of its own below that of the tab, since a request that is late, such as the
 * removal of the page before, must not be taken for one of this life.
 */
export function createTabSession(options: {
  url: string;
  given: string | undefined;
  page: Page;
  store: TabStore | undefined;
  ports: Pick<Ports, 'newId'>;
}): TabSession {
  const { url, given, page, store, ports } = options;
  const place = store ? nextPlace(store, url) : '';
  const take = (): string | undefined => {
    const id = store?.getItem(place) ?? undefined;
    store?.removeItem(place);
    return id;
  };
  const id = given ?? take() ?? ports.newId();
  if (given === undefined && store) {
    page.onLeave(() => store.setItem(place, id));
    page.onReturn(take);
  }
  const pageId = ports.newId().slice(0, 8);
  let count = 0;
  return {
    id,
    next: () => `${id}.${pageId}.${(count += 1)}`,
    includes: (sessionId) => sessionId === id || sessionId.startsWith(`${id}.`),
  };
}

/** Two clients of one page have two sessions, and find them again after a reload in the same order. */
const clients = new WeakMap<TabStore, number>();

function nextPlace(store: TabStore, url: string): string {
  const count = (clients.get(store) ?? 0) + 1;
  clients.set(store, count);
  return `lock-gateway ${count} ${url}`;
}

/** The store of this tab; undefined where there is none, or the user refused it. */
export function sessionStore(): TabStore | undefined {
  try {
    return globalThis.sessionStorage ?? undefined;
  } catch {
    return undefined;
  }
}
