import { type Agenda } from './agenda';
import { type LiveHub, type LiveSink } from './live-hub';
import { type WatchFilter } from './lock-watch';
import { type TabGroup } from './tab-group';
import { type TabMessage, type Told } from './tab-message';

/** How often a leader is asked whether it still runs, and how long it may be silent. */
const CHECK_MS = 20_000;
const SILENT_MS = 5_000;

interface Subscription {
  readonly id: string;
  readonly filter: WatchFilter;
  readonly sink: LiveSink;
  /** Undefined until the part of this tab is known. */
  stop: (() => void) | undefined;
}

/** A hub that is told by the leader while this tab follows one, and serves the others while it leads. */
export interface SharedHub extends LiveHub {
  readonly heard: (message: TabMessage) => void;
  /** The part of this tab changed: every subscription begins anew there. */
  readonly move: () => void;
}

/** Creates a hub on top of the tab's own, which is used only while it leads. */
export function createSharedHub(local: LiveHub, group: () => TabGroup, agenda: Agenda): SharedHub {
  const subscriptions = new Map<string, Subscription>();
  /** What this tab as the leader follows for others, by tab and id. */
  const served = new Map<string, () => void>();
  /** The tabs whose end is waited for. */
  const awaited = new Set<string>();
  const silence = {};
  let count = 0;

  /** A page can be suspended together with its lock, and this one would be left with an old picture. */
  const check = (): void => {
    if (group().role() !== 'follower' || subscriptions.size === 0) return;
    agenda.after(check, CHECK_MS, check);
    agenda.after(silence, SILENT_MS, group().steal);
    // A question about no grant.
    group().post({ kind: 'renew', body: [] });
  };
  const start = (subscription: Subscription): void => {
    const { id, filter, sink } = subscription;
    const role = group().role();
    if (role === 'follower') {
      group().post({ kind: 'watch', id, body: filter });
      subscription.stop = () => group().post({ kind: 'unwatch', id });
    } else if (role) subscription.stop = local.subscribe(filter, sink);
  };
  const serve = (from: string, id: string, filter: WatchFilter): void => {
    const tell = (body: Told): void => group().post({ kind: 'told', to: from, id, body });
    const key = `${from} ${id}`;
    endServing(key);
    served.set(
      key,
      local.subscribe(filter, {
        picture: (picture) => tell({ picture }),
        event: (event, locks) => tell({ event, locks }),
        status: (status) => tell({ status }),
      }),
    );
    if (awaited.has(from)) return;
    awaited.add(from);
    // However the tab ends, nothing is followed for it afterwards.
    void group()
      .gone(from)
      .then(() => {
        awaited.delete(from);
        for (const one of served.keys()) if (one.startsWith(`${from} `)) endServing(one);
      });
  };
  const endServing = (key: string): void => {
    served.get(key)?.();
    served.delete(key);
  };

  return {
    subscribe: (filter, sink) => {
      const subscription: Subscription = { id: `${(count += 1)}`, filter, sink, stop: undefined };
      subscriptions.set(subscription.id, subscription);
      if (subscriptions.size === 1) check();
      start(subscription);
      return () => {
        subscriptions.delete(subscription.id);
        subscription.stop?.();
      };
    },
    heard: ({ kind, from, id = '', body }) => {
      if (kind === 'taken') agenda.clear(silence);
      if (kind === 'told') {
        const sink = subscriptions.get(id)?.sink;
        const told = body as Told;
        if (!sink || group().role() !== 'follower') return;
        if ('picture' in told) sink.picture(told.picture);
        else if ('event' in told) sink.event(told.event, told.locks);
        else sink.status?.(told.status);
      } else if (group().role() !== 'leader') return;
      else if (kind === 'watch') serve(from, id, body as WatchFilter);
      else if (kind === 'unwatch') endServing(`${from} ${id}`);
    },
    move: () => {
      agenda.clear(silence);
      check();
      for (const key of [...served.keys()]) endServing(key);
      for (const subscription of subscriptions.values()) {
        subscription.stop?.();
        subscription.stop = undefined;
        start(subscription);
      }
    },
    wake: local.wake,
    pause: local.pause,
    close: local.close,
  };
}
