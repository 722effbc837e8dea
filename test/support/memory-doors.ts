import { once } from 'node:events';
import { createServer, type ServerOptions } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { TIME_BUDGET } from '../../src/config/time-budget';
import { DEFAULT_LIMITS } from './test-config';
import { type Authenticate } from '../../src/domain/caller';
import { LockService } from '../../src/domain/lock-service';
import { openGraphQLDoor } from '../../src/graphql/graphql-door';
import { FairShare } from '../../src/http/admission/fair-share';
import {
  type AnsweredRequest,
  type RequestObserver,
} from '../../src/observability/request-observer';
import { createRestDoor } from '../../src/rest/rest-door';
import { LiveLocks } from '../../src/live/live-locks';
import { measureTransports } from '../../src/observability/metrics/transport-metrics';
import { createFront } from '../../src/http/front';
import { answerRefusals, createRefusals } from '../../src/http/refusals';
import { ManualStream } from './manual-stream';
import { observing } from './open-test-feed';
import { MemoryLockStore } from './memory-lock-store';

/** Both doors on a port, over a store in memory; every caller is alice. */
export interface MemoryDoors {
  readonly port: number;
  readonly url: string;
  readonly store: MemoryLockStore;
  /** What was reported to the observer. */
  readonly answered: AnsweredRequest[];
  readonly faults: unknown[];
  /** Resolves when the next request has been admitted and before its body is read. */
  nextAdmitted(): Promise<void>;
  /** Resolves when the next request is reported to the observer. */
  nextAnswered(): Promise<AnsweredRequest>;
  stop(): Promise<void>;
}

const everybodyIsAlice: Authenticate = () =>
  Promise.resolve({
    kind: 'authenticated',
    caller: { id: 'user-alice', username: 'alice', permissions: ['manage-locks'] },
  });

/** Starts them; `limits` are those of the HTTP server, `maxLocks` is a quota. */
export async function startMemoryDoors(
  limits: ServerOptions = {},
  {
    authenticate = everybodyIsAlice,
    maxLocks,
  }: { authenticate?: Authenticate; maxLocks?: number } = {},
): Promise<MemoryDoors> {
  const store = new MemoryLockStore();
  const answered: AnsweredRequest[] = [];
  const faults: unknown[] = [];
  let onAnswered: (request: AnsweredRequest) => void = () => {};
  let onAdmitted = (): void => {};
  const observer: RequestObserver = {
    answered: (request) => {
      answered.push(request);
      onAnswered(request);
    },
    fault: (_requestId, error) => void faults.push(error),
  };
  const stream = new ManualStream();
  const live = new LiveLocks({ stream, observer: observing().observer });
  const doors = {
    locks: new LockService({
      store,
      defaultLeaseMs: 60_000,
      quota: maxLocks === undefined ? undefined : { maxLocks, maxWaitMs: TIME_BUDGET.beginGrantMs },
    }),
    authenticate,
    observer,
    admit: () => Promise.resolve(onAdmitted()),
    addressOf: () => 'client',
    unfinishedBodies: { bytes: new FairShare(1 << 20), addressOf: () => 'client' },
    headers: {},
  };
  const graphql = await openGraphQLDoor({
    ...doors,
    pageHeaders: {},
    hasDemoUsers: false,
    warn: () => undefined,
    onRefusedOrigin: () => undefined,
    limits: DEFAULT_LIMITS.graphql,
    liveLimits: DEFAULT_LIMITS.live,
    liveObserver: measureTransports(new Registry()),
    feed: live,
    authenticateAgain: authenticate,
    introspection: true,
    isProduction: false,
    allowedOrigins: new Set(),
  });
  const allDoors = [createRestDoor(doors), graphql];
  const refusals = createRefusals({ headers: {}, observer, doors: allDoors });
  const front = createFront({
    doors: allDoors,
    refusals,
    crossOrigin: (_request, _response, next) => next(),
    app: (_request, response) => response.writeHead(404).end(),
  });
  const server = createServer(limits, front).listen(0, '127.0.0.1');
  answerRefusals(server, refusals);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    store,
    answered,
    faults,
    nextAdmitted: () => new Promise((resolve) => (onAdmitted = resolve)),
    nextAnswered: () => new Promise((resolve) => (onAnswered = resolve)),
    async stop() {
      server.close();
      server.closeAllConnections();
      await live.stop();
      await once(server, 'close');
      await graphql.stop();
    },
  };
}
