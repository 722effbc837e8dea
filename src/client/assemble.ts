import { createAgenda } from './agenda';
import { createCallGateway } from './call-gateway';
import { createClock } from './clock';
import { createHeartbeat, type SendRenewals } from './heartbeat';
import { createHolds } from './holds';
import { createLiveHub } from './create-live-hub';
import { createWatch } from './create-watch';
import { type PicturedLock } from './live-hub';
import { type LiveSocket, openSocket, type SocketEvents } from './live-socket';
import { LockFault } from './lock-fault';
import { type WatchFilter } from './lock-watch';
import { type LockClient, type LockClientOptions } from './lock-client';
import { createOperations, type Operations } from './operations';
import { type Page } from './page';
import { type Ports } from './ports';
import { createRemovals } from './removals';
import { shareTabs, type SharedTabs } from './shared-tabs';
import { type TabLinks } from './tab-group';
import { createTabSession, type TabStore } from './tab-session';

/** The gateway pings as often, which wakes a hidden page: what is due before the next ping is renewed. */
const HIDDEN_TICK_MS = 13_000;

/** The world that a client lives in. */
export interface World {
  readonly ports: Ports;
  readonly page: Page;
  readonly store: TabStore | undefined;
  /** Undefined where tabs cannot find each other: each works on its own. */
  readonly links: TabLinks | undefined;
}

/** Creates a client in a world; it asks nothing until it is used. */
export function assembleClient(options: LockClientOptions, world: World): LockClient {
  const { ports, page, store, links } = world;
  const url = String(options.url);
  const session = createTabSession({ url, given: options.sessionId, page, store, ports });
  const call = createCallGateway(
    { url, credentials: options.credentials ?? 'include', headers: options.headers ?? {} },
    ports,
  );
  const operations = createOperations(call, session.id);
  const clock = createClock(ports);
  const agenda = createAgenda(clock, ports);
  let shared: SharedTabs | undefined;
  const sendOwn: SendRenewals = (grants, timeoutMs) => operations.renewLocks(grants, { timeoutMs });
  const heartbeat = createHeartbeat({
    ...{ clock, agenda, ports },
    send: (grants, timeoutMs) => (shared?.send ?? sendOwn)(grants, timeoutMs),
  });
  const removals = createRemovals({ operations, agenda, ports });
  const alive = (): void => {
    agenda.runDue();
    if (page.isHidden()) heartbeat.beat(HIDDEN_TICK_MS);
  };
  const ownHub = createLiveHub({
    open: openTo(options, url),
    list: (filter) => listAll(operations, filter),
    alive: () => {
      alive();
      shared?.alive();
    },
    ...{ agenda, ports },
  });
  if (links && options.shareTabs !== false) {
    const { join } = heartbeat;
    const own = { send: sendOwn, hub: ownHub };
    shared = shareTabs({ url, links, join, alive, page, agenda, ports, ...own });
  }
  const hub = shared?.hub ?? ownHub;
  const inUse = new Set<string>();
  let isClosed = false;
  const holds = createHolds({
    ...{ clock, agenda, heartbeat, operations, removals, hub, page, ports },
    beginSession: () => {
      const sessionId = session.next();
      inUse.add(sessionId);
      return sessionId;
    },
    endSession: (sessionId) => void inUse.delete(sessionId),
    isLeftOver: (sessionId) =>
      sessionId !== null && session.includes(sessionId) && !inUse.has(sessionId),
  });
  page.onLeave(hub.pause);
  page.onWake(() => {
    agenda.runDue();
    hub.wake();
  });
  return {
    ...operations,
    sessionId: session.id,
    hold: (route, id, how = {}) => holds.hold({ route, id }, how),
    watch: (filter = {}) => {
      if (isClosed) throw new LockFault('closed', 'Client closed.');
      return createWatch(hub, filter, ports);
    },
    removeLock: (grant, how) => {
      holds.forget([grant]);
      return operations.removeLock(grant, how);
    },
    removeLocks: (grants, how) => {
      holds.forget(grants);
      return operations.removeLocks(grants, how);
    },
    removeMyLocks: (how) => {
      holds.forget('all');
      return operations.removeMyLocks(how);
    },
    close: async () => {
      isClosed = true;
      await holds.close();
      hub.close();
      agenda.close();
      page.close();
    },
  };
}

/** Opens a socket at the address of the gateway, where there is one to open. */
function openTo(
  { webSocket = globalThis.WebSocket }: LockClientOptions,
  url: string,
): ((events: SocketEvents) => LiveSocket) | undefined {
  if (!webSocket) return undefined;
  return (events) => {
    const address = new URL(url, globalThis.location?.href);
    address.protocol = address.protocol.replace('http', 'ws');
    return openSocket(webSocket, String(address), events);
  };
}

/** All locks that the filter lets through, page by page. */
async function listAll(
  operations: Pick<Operations, 'locks'>,
  filter: WatchFilter,
): Promise<PicturedLock[]> {
  const locks: PicturedLock[] = [];
  for (let after: string | undefined; ;) {
    const { nodes, pageInfo } = await operations.locks({ ...filter, first: 200, after });
    locks.push(...nodes);
    if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return locks;
    after = pageInfo.endCursor;
  }
}
