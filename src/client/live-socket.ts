import { type SocketAnswer, type SocketQuery } from './gateway-message';
import { type WatchLocksSubscription } from './generated/operations';

/** An event as the gateway tells it, snapshots included. */
export type ToldEvent = WatchLocksSubscription['lockEvents'];

/** What a socket tells. */
export interface SocketEvents {
  /** The gateway serves subscriptions from now on. */
  readonly ready: () => void;
  readonly told: (id: string, event: ToldEvent) => void;
  /** One subscription is over, or was refused. */
  readonly ended: (id: string) => void;
  /** The socket is over, once. */
  readonly closed: () => void;
  /** Anything came, pings included. */
  readonly alive: () => void;
}

/** One connection that speaks `graphql-transport-ws`. */
export interface LiveSocket {
  readonly subscribe: (id: string, query: string, variables: object) => void;
  readonly unsubscribe: (id: string) => void;
  readonly close: () => void;
}

/**
 * Opens a connection. The protocol is small, and of the known client library we would use neither its retries nor
 * its queues: see ADR 021.
 */
export function openSocket(
  WebSocketClass: typeof globalThis.WebSocket,
  url: string,
  events: SocketEvents,
): LiveSocket {
  let isOver = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    // A socket that is closed while it connects is a red line in the console of the browser.
    if (socket.readyState > 0) socket.close();
    events.closed();
  };
  const socket = new WebSocketClass(url, 'graphql-transport-ws');
  const send = (message: SocketQuery): void => {
    if (socket.readyState === 1) socket.send(JSON.stringify(message));
  };
  socket.onopen = () => {
    if (isOver) socket.close();
    else send({ type: 'connection_init' });
  };
  socket.onclose = over;
  socket.onerror = over;
  socket.onmessage = ({ data }) => {
    if (isOver) return;
    const { type, id, payload } = JSON.parse(String(data)) as SocketAnswer;
    if (type === 'ping') send({ type: 'pong' });
    else if (type === 'connection_ack') events.ready();
    else if (type === 'next' && payload?.data) events.told(id, payload.data.lockEvents);
    else if (type !== 'pong') events.ended(id);
    events.alive();
  };
  return {
    subscribe: (id, query, variables) =>
      send({ type: 'subscribe', id, payload: { query, variables } }),
    unsubscribe: (id) => send({ type: 'complete', id }),
    close: over,
  };
}
