import { type Authenticate } from '../../domain/caller';
import { type ClientAddressOf } from '../../http/admission/client-address';
import { type LiveObserver } from '../../observability/live-observer';
import { type BeginOperation } from './begin-operation';
import { type ConnectionCounts } from './connection-counts';
import { type EventTexts } from './event-texts';
import { type GatheredWrites } from './gathered-writes';

/** What both transports with subscriptions work with, and share. */
export interface LiveOptions {
  readonly beginOperation: BeginOperation;
  /** Without a rate: for looks that nobody asks for. */
  readonly authenticateAgain: Authenticate;
  readonly addressOf: ClientAddressOf;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly connections: ConnectionCounts;
  readonly texts: EventTexts;
  readonly writes: GatheredWrites;
  readonly observer: LiveObserver;
  readonly timing: LiveTiming;
}

/** The times of a connection; the defaults are those of the contract. */
export interface LiveTiming {
  /** Between two signs of life of the gateway. */
  readonly keepAliveMs: number;
  /** How long a client has for its first message over WebSocket. */
  readonly initMs: number;
  /** How long a client has to close its connection when the gateway stops. */
  readonly closeMs: number;
  /** Between two looks whether the session still stands; undefined: about half a minute. */
  readonly lookAgainMs?: number | undefined;
}

export const LIVE_TIMING: LiveTiming = { keepAliveMs: 12_000, initMs: 3_000, closeMs: 3_000 };
