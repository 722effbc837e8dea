import { createAgenda } from './agenda';
import { type CallGateway, createCallGateway } from './call-gateway';
import { createClock } from './clock';
import { createHeartbeat } from './heartbeat';
import { createHolds } from './holds';
import { type LiveHub } from './live-hub';
import { type LockClient, type LockClientOptions } from './lock-client';
import { createOperations } from './operations';
import { type Page } from './page';
import { type Ports } from './ports';
import { createRemovals } from './removals';
import { createSendRenewals } from './send-renewals';
import { createTabSession, type TabStore } from './tab-session';

/** The world that a client lives in. */
export interface World {
  readonly ports: Ports;
  readonly page: Page;
  readonly store: TabStore | undefined;
}

/** Creates a client in a world; it asks nothing until it is used. */
export function assembleClient(options: LockClientOptions, world: World): LockClient {
  const { ports, page, store } = world;
  const url = String(options.url);
  const session = createTabSession({ url, given: options.sessionId, page, store, ports });
  const call = createCallGateway(
    { url, credentials: options.credentials ?? 'include', headers: options.headers ?? {} },
    ports,
  );
  const operations = createOperations(call, session.id);
  const clock = createClock(ports);
  const agenda = createAgenda(clock, ports);
  const heartbeat = createHeartbeat({ clock, agenda, ports, send: createSendRenewals(call) });
  const removals = createRemovals({ operations, agenda, clock, ports });
  const hub = nullHub(call);
  const inUse = new Set<string>();
  let viewerId: Promise<string> | undefined;
  const holds = createHolds(
    {
      ...{ clock, agenda, heartbeat, operations, removals, hub, page, ports },
      beginSession: () => {
        const sessionId = session.next();
        inUse.add(sessionId);
        return sessionId;
      },
      endSession: (sessionId) => void inUse.delete(sessionId),
      isLeftOver: (sessionId) =>
        sessionId !== null && session.includes(sessionId) && !inUse.has(sessionId),
      viewerId: () => {
        viewerId ??= operations.me().then(({ user }) => user.id);
        viewerId.catch(() => (viewerId = undefined));
        return viewerId;
      },
    },
    call,
  );
  page.onWake(() => {
    agenda.runDue();
    hub.wake();
  });
  return {
    ...operations,
    sessionId: session.id,
    hold: (route, id, how = {}) => holds.hold({ route, id }, how),
    watch: () => {
      throw new Error('later');
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
      await holds.close();
      hub.close();
      agenda.close();
      page.close();
    },
  };
}
function nullHub(_call: CallGateway): LiveHub {
  return { subscribe: () => () => {}, wake: () => {}, pause: () => {}, close: () => {} };
}
