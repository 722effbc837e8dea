/** How a subscriber is connected. */
export type LiveTransport = 'websocket' | 'sse';

/** Receives what happens to subscribers. No method may throw. */
export interface LiveObserver {
  /** A subscription began. */
  began(transport: LiveTransport): void;
  /** A subscription ended. */
  ended(transport: LiveTransport): void;
  /** One event was sent to one subscriber. */
  sent(transport: LiveTransport): void;
  /** A connection was closed because its client did not read. */
  dropped(transport: LiveTransport): void;
}
