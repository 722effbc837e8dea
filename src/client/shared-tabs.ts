import { type Agenda } from './agenda';
import { type SendRenewals } from './heartbeat';
import { type LiveHub } from './live-hub';
import { type Page } from './page';
import { type Ports } from './ports';
import { createSharedHub } from './shared-hub';
import { createSharedRenewals } from './shared-renewals';
import { createTabGroup, type TabGroup, type TabLinks } from './tab-group';

/** What a tab uses instead of its own renewals and its own hub. */
export interface SharedTabs {
  readonly send: SendRenewals;
  readonly hub: LiveHub;
  /** Something came from the gateway: the tabs that are told by this one run as well. */
  readonly alive: () => void;
}

/** Shares one heartbeat and one socket with the other tabs of the user at this gateway. */
export function shareTabs(deps: {
  url: string;
  links: TabLinks;
  send: SendRenewals;
  hub: LiveHub;
  /** Another tab starts a round of renewals. */
  join: () => void;
  alive: () => void;
  page: Page;
  agenda: Agenda;
  ports: Pick<Ports, 'newId'>;
}): SharedTabs {
  const { url, links, page, ports } = deps;
  const theGroup = (): TabGroup => group;
  const renewals = createSharedRenewals({ ...deps, group: theGroup });
  const hub = createSharedHub(deps.hub, theGroup, deps.agenda);
  const move = (): void => {
    renewals.move();
    hub.move();
  };
  const group = createTabGroup({
    // With the version of the messages, which pages of different ages may speak.
    name: `lock-gateway 1 ${url}`,
    ...{ links, ports },
    heard: (message) => {
      renewals.heard(message);
      hub.heard(message);
      if (message.kind === 'lead') move();
      else if (message.kind === 'beat') deps.join();
      else if (message.kind === 'alive') deps.alive();
    },
    changed: move,
  });
  page.onLeave(group.leave);
  page.onReturn(group.join);
  group.join();
  return {
    send: renewals.send,
    hub: {
      ...hub,
      close: () => {
        group.leave();
        hub.close();
      },
    },
    alive: () => group.post({ kind: 'alive' }),
  };
}

/** The links of this browser; undefined where it has none, or on pages that may not use them. */
export function tabLinks(): TabLinks | undefined {
  if (typeof document === 'undefined' || typeof BroadcastChannel === 'undefined') return undefined;
  const { locks } = navigator as Partial<Navigator>;
  return locks && { locks, open: (name) => new BroadcastChannel(name) };
}
