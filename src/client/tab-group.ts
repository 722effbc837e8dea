import { type Ports } from './ports';
import { type TabMessage } from './tab-message';

/** What tabs of one user share: a lock that one of them has, and a channel between them. */
export interface TabLinks {
  readonly locks: Pick<LockManager, 'request'>;
  readonly open: (name: string) => Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>;
}

/** The part of this tab in the group. */
export type TabRole = 'leader' | 'follower';

/** The tabs of one user at one gateway. */
export interface TabGroup {
  readonly tabId: string;
  readonly role: () => TabRole | undefined;
  /** To one tab, or to all others. */
  readonly post: (message: Omit<TabMessage, 'from'>) => void;
  /** Resolves when a tab is gone, however it went, and when this one leaves. */
  readonly gone: (tabId: string) => Promise<void>;
  /** Lets go of lock and channel, which keep a page out of the back-forward cache, until `join`. */
  readonly leave: () => void;
  readonly join: () => void;
  /** Takes the lead from a tab that is silent, as when it is suspended together with its lock. */
  readonly steal: () => void;
}

/**
 * Joins the tabs of one user at one gateway. The leader is who has a Web Lock: the browser gives it to one tab
 * at a time, and to the next when that one is gone.
 */
export function createTabGroup(options: {
  name: string;
  links: TabLinks;
  ports: Pick<Ports, 'newId'>;
  heard: (message: TabMessage) => void;
  changed: (role: TabRole | undefined) => void;
}): TabGroup {
  const { name, links, ports, heard, changed } = options;
  const tabId = ports.newId();
  let role: TabRole | undefined;
  let channel: ReturnType<TabLinks['open']> | null = null;
  let letGo = new AbortController();

  const become = (next: TabRole | undefined): void => {
    role = next;
    changed(next);
  };
  /** Holds a lock until this tab leaves, or it is stolen; `begin` is called once it has it. */
  const keep = (lockName: string, begin: () => void, more: LockOptions = {}): Promise<unknown> => {
    const { signal } = letGo;
    // One that does not wait for it takes no signal.
    const options = more.ifAvailable || more.steal ? more : { signal };
    return links.locks
      .request(lockName, options, (lock) => {
        if (!lock || signal.aborted) return lock;
        begin();
        return new Promise<void>((done) => signal.addEventListener('abort', () => done()));
      })
      .catch(() => undefined);
  };
  const lead = (): void => {
    become('leader');
    post({ kind: 'lead' });
  };
  const compete = async (how?: LockOptions): Promise<void> => {
    const { signal } = letGo;
    const lock = await keep(name, lead, how);
    if (signal.aborted) return;
    // A browser that refuses the lock: each tab works on its own.
    if (lock !== null && role !== 'leader' && !how?.steal) lead();
    else {
      become('follower');
      void compete();
    }
  };
  const post = (message: Omit<TabMessage, 'from'>): void =>
    channel?.postMessage({ ...message, from: tabId });

  return {
    tabId,
    role: () => role,
    post,
    gone: async (id) => {
      const { signal } = letGo;
      await links.locks.request(`${name} ${id}`, { signal }, () => {}).catch(() => {});
    },
    join: () => {
      if (channel) return;
      letGo = new AbortController();
      channel = links.open(name);
      channel.onmessage = ({ data }) => {
        const message = data as TabMessage;
        if (message.to === undefined || message.to === tabId) heard(message);
      };
      void keep(`${name} ${tabId}`, () => {});
      void compete({ ifAvailable: true });
    },
    steal: () => void compete({ steal: true }),
    leave: () => {
      letGo.abort();
      channel?.close();
      channel = null;
      become(undefined);
    },
  };
}
