import { type ApolloServer } from '@apollo/server';
import { type Authenticate } from '../../domain/caller';
import { type LockFeed } from '../../domain/lock-feed';
import { type DoorOptions } from '../../http/door';
import { type CountRequest } from '../../http/admission/rate-limiter';
import { type BodyLimits } from '../../http/read-body';
import { type RequestHead } from '../../http/request-head';
import { type LiveObserver } from '../../observability/live-observer';
import { createBeginOperation, showErrors } from '../live/begin-operation';
import { ConnectionCounts } from '../live/connection-counts';
import { EventTexts } from '../live/event-texts';
import { GatheredWrites } from '../live/gathered-writes';
import { LIVE_TIMING, type LiveOptions, type LiveTiming } from '../live/live-options';
import { type Arrival, type RequestContext } from '../schema/request-context';
import { type BegunRequest } from './begin-request';
import { EventStreamTransport } from './event-stream';
import { type SendHttpAnswer } from './serve-http';
import { WebSocketTransport } from './web-socket';

/** How much one user can be told of at a time. */
export interface LiveLimits {
  readonly maxSubscriptionsPerConnection: number;
  readonly maxConnectionsPerUser: number;
}

export interface OpenLiveOptions extends Pick<
  DoorOptions,
  'admit' | 'addressOf' | 'authenticate' | 'headers' | 'observer'
> {
  readonly apollo: ApolloServer<RequestContext>;
  readonly begin: (request: RequestHead, arrival?: Arrival) => BegunRequest;
  readonly sendAnswer: SendHttpAnswer;
  readonly bodyLimits: BodyLimits;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly liveLimits: LiveLimits;
  readonly liveTiming?: LiveTiming | undefined;
  readonly liveObserver: LiveObserver;
  readonly feed: LockFeed;
  readonly authenticateAgain: Authenticate;
  readonly countUser?: CountRequest | undefined;
  readonly onRefusedOrigin: (origin: string, socketHost: string) => void;
}

/** The transports with subscriptions. */
export interface Live {
  readonly webSockets: WebSocketTransport;
  readonly eventStreams: EventStreamTransport;
}

/** Opens both; they share the limits of each user, and the texts of events. */
export function openLive(options: OpenLiveOptions): Live {
  const { liveLimits, liveTiming, observer } = options;
  const reportFault = (error: unknown): void => observer.fault('live', error);
  const shared: LiveOptions = {
    beginOperation: createBeginOperation(options),
    authenticateAgain: options.authenticateAgain,
    addressOf: options.addressOf,
    allowedOrigins: options.allowedOrigins,
    connections: new ConnectionCounts(liveLimits.maxConnectionsPerUser),
    texts: new EventTexts({ showErrors: (errors) => showErrors(errors, { reportFault }) }),
    writes: new GatheredWrites(),
    observer: options.liveObserver,
    timing: liveTiming ?? LIVE_TIMING,
  };
  const { authenticate, admit, sendAnswer, bodyLimits, headers, onRefusedOrigin } = options;
  const { maxSubscriptionsPerConnection } = liveLimits;
  return {
    webSockets: new WebSocketTransport({
      ...{ ...shared, authenticate, admit, maxSubscriptionsPerConnection, reportFault },
      onRefusedOrigin,
    }),
    eventStreams: new EventStreamTransport({
      ...{ ...shared, sendAnswer, bodyLimits, headers, reportFault },
    }),
  };
}
