import { type Agenda } from './agenda';
import { backoffMs } from './backoff';
import { WatchLocksDocument } from './generated/operations';
import { type LiveHub, type LiveSink, type PicturedLock } from './live-hub';
import { type LiveSocket, type SocketEvents, type ToldEvent } from './live-socket';
import { type LockEvent } from './lock-types';
import { LockFault } from './lock-fault';
import { type WatchFilter, type WatchStatus } from './lock-watch';
import { type Ports } from './ports';
import { toLockFault } from './to-fault';

const POLL_EVERY_MS = 10_000;
/** A socket is given so long before the first poll. */
const SOCKET_FIRST_MS = 2_000;
/** The gateway pings every 12 s: without a sign of life for longer, the socket is dead. */
const SILENCE_MS = 30_000;
/** Less than a gateway serves on one socket; what is beyond is polled. */
const MOST_LIVE = 80;

/** What is subscribed with one filter. */
interface Feed {
  /** Never used twice: a gateway that ends a subscription late would end the next one of that id as well. */
  readonly id: string;
  readonly name: string;
  readonly filter: WatchFilter;
  readonly sinks: Set<LiveSink>;
  locks: Map<string, PicturedLock>;
  /** A snapshot that is being told. */
  building: Map<string, PicturedLock> | null;
  isKnown: boolean;
  isLive: boolean;
  status: WatchStatus;
}

/** Creates a hub without subscribers; it connects with the first one. */
export function createLiveHub(deps: {
  /** Undefined: there is no WebSocket. */
  open: ((events: SocketEvents) => LiveSocket) | undefined;
  list: (filter: WatchFilter) => Promise<PicturedLock[]>;
  /** Something came, so that the page runs: what is due can be done, even if timers are throttled. */
  alive: () => void;
  agenda: Agenda;
  ports: Pick<Ports, 'random' | 'reportError'>;
}): LiveHub {
  const { open, list, agenda, ports } = deps;
  const feeds = new Map<string, Feed>();
  const connecting = {};
  const silence = {};
  let socket: LiveSocket | null = null;
  let isReady = false;
  let isPaused = false;
  let failures = 0;
  let count = 0;

  const feedOf = (id: string): Feed | undefined =>
    [...feeds.values()].find((feed) => feed.id === id);
  const tell = (feed: Feed, how: (sink: LiveSink) => void): void => {
    for (const sink of [...feed.sinks]) if (feed.sinks.has(sink)) how(sink);
  };
  const setStatus = (feed: Feed, status: WatchStatus): void => {
    if (feed.status === status) return;
    feed.status = status;
    tell(feed, (sink) => sink.status?.(status));
  };
  const picture = (feed: Feed, locks: Map<string, PicturedLock>, status: WatchStatus): void => {
    feed.locks = locks;
    feed.isKnown = true;
    setStatus(feed, status);
    tell(feed, (sink) => sink.picture(locks));
  };

  const pollIn = (feed: Feed, ms: number): void => agenda.after(feed, ms, () => void poll(feed));
  const poll = async (feed: Feed): Promise<void> => {
    const locks = await list(feed.filter).catch(toLockFault);
    if (feeds.get(feed.name) !== feed || feed.isLive) return;
    const isFault = locks instanceof LockFault;
    // Asking again would not change that.
    if (isFault && locks.kind === 'badInput') ports.reportError(locks);
    else pollIn(feed, POLL_EVERY_MS * (0.9 + ports.random() / 5));
    if (isFault) setStatus(feed, 'offline');
    else picture(feed, new Map(locks.map((lock) => [lock.id, lock])), 'polling');
  };

  const goLive = (feed: Feed): void => {
    if (
      !socket ||
      !isReady ||
      [...feeds.values()].filter((one) => one.isLive).length >= MOST_LIVE
    ) {
      return;
    }
    feed.isLive = true;
    feed.building = null;
    agenda.clear(feed);
    socket.subscribe(feed.id, String(WatchLocksDocument), feed.filter);
  };
  const fallBack = (feed: Feed): void => {
    if (!feed.isLive) return;
    feed.isLive = false;
    pollIn(feed, 0);
  };

  const told = (id: string, event: ToldEvent): void => {
    const feed = feedOf(id);
    if (!feed) return;
    const { type, lock, record, ...rest } = event;
    if (type === 'SNAPSHOT') {
      feed.building ??= new Map();
      if (lock) feed.building.set(lock.id, lock);
    } else if (type === 'SNAPSHOT_END') {
      const locks = feed.building ?? new Map<string, PicturedLock>();
      feed.building = null;
      picture(feed, locks, 'live');
    } else if (lock) {
      const change: LockEvent = { type, lock, currentLock: record?.lock ?? null, ...rest };
      const locks = new Map(feed.locks);
      if (change.currentLock && isShown(change.currentLock, feed.filter)) {
        locks.set(lock.id, change.currentLock);
      } else locks.delete(lock.id);
      feed.locks = locks;
      tell(feed, (sink) => sink.event(change, locks));
    }
  };

  const connect = (): void => {
    if (!open || socket || isPaused || feeds.size === 0) return;
    agenda.clear(connecting);
    try {
      socket = open(events);
    } catch {
      // A page that may not open one polls.
    }
  };
  const events: SocketEvents = {
    told,
    ready: () => {
      isReady = true;
      failures = 0;
      feeds.forEach(goLive);
    },
    ended: (id) => {
      const feed = feedOf(id);
      if (feed) fallBack(feed);
    },
    closed: () => {
      socket = null;
      isReady = false;
      agenda.clear(silence);
      feeds.forEach(fallBack);
      if (isPaused || feeds.size === 0) return;
      failures += 1;
      const inMs = backoffMs(failures, { random: ports.random(), mostMs: 60_000 });
      agenda.after(connecting, inMs, connect);
    },
    alive: () => {
      agenda.after(silence, SILENCE_MS, () => socket?.close());
      deps.alive();
    },
  };

  const begin = (filter: WatchFilter, name: string): Feed => {
    const id = `${(count += 1)}`;
    const feed: Feed = {
      ...{ id, name, filter, sinks: new Set(), locks: new Map(), building: null },
      ...{ isKnown: false, isLive: false, status: 'connecting' as const },
    };
    feeds.set(name, feed);
    pollIn(feed, open && failures === 0 ? SOCKET_FIRST_MS : 0);
    connect();
    goLive(feed);
    return feed;
  };
  const end = (feed: Feed): void => {
    feeds.delete(feed.name);
    agenda.clear(feed);
    if (feed.isLive) socket?.unsubscribe(feed.id);
    if (feeds.size === 0) socket?.close();
  };

  return {
    subscribe: (filter, sink) => {
      const name = nameOf(filter);
      const feed = feeds.get(name) ?? begin(filter, name);
      feed.sinks.add(sink);
      queueMicrotask(() => {
        if (!feed.sinks.has(sink) || !feed.isKnown) return;
        sink.status?.(feed.status);
        sink.picture(feed.locks);
      });
      return () => {
        feed.sinks.delete(sink);
        if (feed.sinks.size === 0 && feeds.get(name) === feed) end(feed);
      };
    },
    wake: () => {
      isPaused = false;
      connect();
      for (const feed of feeds.values()) if (feed.status === 'offline') pollIn(feed, 0);
      agenda.runDue();
    },
    pause: () => {
      isPaused = true;
      agenda.clear(connecting);
      socket?.close();
    },
    close: () => {
      isPaused = true;
      for (const feed of feeds.values()) agenda.clear(feed);
      feeds.clear();
      socket?.close();
      agenda.clear(connecting);
    },
  };
}

function nameOf({ route, ids, holderId, mine }: WatchFilter): string {
  return JSON.stringify([route, ids, holderId, mine]);
}

/** True for a lock that the filter still lets through when it passed to somebody. */
function isShown({ holder, heldByMe }: PicturedLock, { holderId, mine }: WatchFilter): boolean {
  return (holderId === undefined || holder.id === holderId) && (!mine || heldByMe);
}
