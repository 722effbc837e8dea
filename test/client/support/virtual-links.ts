import { type TabLinks } from '../../../src/client/tab-group';

interface Waiting {
  readonly begin: () => void;
  /** It is taken away, or no longer waited for. */
  readonly stop: () => void;
}

/** The Web Locks and channels of one browser; messages arrive in a later turn, as clones. */
export class VirtualLinks {
  private readonly held = new Map<string, Waiting[]>();
  private readonly channels = new Set<{
    readonly name: string;
    onmessage: BroadcastChannel['onmessage'];
  }>();

  readonly links: TabLinks = {
    open: (name) => {
      const channel = {
        name,
        onmessage: null as BroadcastChannel['onmessage'],
        postMessage: (data: unknown) => {
          for (const other of [...this.channels]) {
            if (other === channel || other.name !== name) continue;
            const clone: unknown = structuredClone(data);
            queueMicrotask(() => {
              if (this.channels.has(other)) {
                other.onmessage?.call(null as never, { data: clone } as MessageEvent);
              }
            });
          }
        },
        close: () => void this.channels.delete(channel),
      };
      this.channels.add(channel);
      return channel;
    },
    locks: {
      request: (name: string, ...rest: unknown[]) => this.request(name, rest),
    },
  };

  private request(name: string, rest: unknown[]): Promise<unknown> {
    const use = rest.at(-1) as (lock: object | null) => unknown;
    const { ifAvailable, steal, signal } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    const line = this.held.get(name) ?? [];
    if (ifAvailable && line.length > 0) return Promise.resolve(use(null));
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.held.set(
          name,
          this.held.get(name)!.filter((one) => one !== waiting),
        );
        reject(new DOMException('', 'AbortError'));
      };
      const waiting: Waiting = {
        stop,
        begin: () => {
          // It was stolen in the same moment.
          if (this.held.get(name)![0] !== waiting) return;
          void Promise.resolve(use({ name })).then((result) => {
            const all = this.held.get(name)!;
            if (!all.includes(waiting)) return;
            const others = all.filter((one) => one !== waiting);
            this.held.set(name, others);
            others[0]?.begin();
            resolve(result);
          });
        },
      };
      if (steal) line[0]?.stop();
      const others = this.held.get(name) ?? [];
      this.held.set(name, steal ? [waiting, ...others] : [...others, waiting]);
      signal?.addEventListener('abort', () => {
        const all = this.held.get(name)!;
        if (all.includes(waiting) && all[0] !== waiting) stop();
      });
      if (this.held.get(name)![0] === waiting) queueMicrotask(waiting.begin);
    });
  }
}
