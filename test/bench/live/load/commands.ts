import { type Audience } from './audience';
import { type Deliveries } from './delivery-log';
import { type Polled } from './pollers';
import { type Readiness } from './subscribers';

/** What the process of the subscribers is told to do; one at a time. */
export interface Commands {
  /** Subscribes; `atOnce` at a time. */
  open: {
    request: { port: number; audience: Audience; readiness: Readiness; atOnce?: number };
    answer: { tookMs: number; snapshotEvents: number };
  };
  /** Begins to record what is told of the changes from a number on. */
  record: { request: { first: number }; answer: null };
  /** Waits until all changes before a number have been told, and gives the figures. */
  deliveries: { request: { end: number; withinMs: number }; answer: Deliveries };
  /** Changes locks as fast as all are told of them; `window` changes are under way at a time. */
  saturate: {
    request: { port: number; first: number; window: number; durationMs: number };
    answer: Deliveries & { elapsedMs: number; end: number };
  };
  /** Opens one connection with many subscriptions, which then reads nothing. */
  stall: { request: { port: number; audience: Audience }; answer: null };
  /** Asks for the locks of each one's records once a second, for a time. */
  poll: {
    request: { port: number; audience: Audience; first: number; durationMs: number };
    answer: Polled;
  };
  /** Cuts all connections, also the one that reads nothing. */
  cut: { request: null; answer: null };
}

export type CommandName = keyof Commands;

/** A command on its way to the process. */
export type Command = {
  [Name in CommandName]: { name: Name; request: Commands[Name]['request'] };
}[CommandName];
