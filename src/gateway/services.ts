import { type Connection, ConnectionStates } from 'mongoose';
import { Registry } from 'prom-client';
import { type Config } from '../config/config';
import { TIME_BUDGET } from '../config/time-budget';
import { LockService } from '../domain/lock-service';
import { LiveLocks } from '../live/live-locks';
import { logRequests } from '../observability/logs/logger';
import { measureEventLoop } from '../observability/metrics/event-loop-metrics';
import { measureKeySet } from '../observability/metrics/key-set-metrics';
import { type LiveMeters, measureLive } from '../observability/metrics/live-metrics';
import { measureLines } from '../observability/metrics/line-metrics';
import { measureRequests } from '../observability/metrics/request-metrics';
import { measureState, type StateMeters } from '../observability/metrics/state-metrics';
import { observeByAll } from '../observability/observe-by-all';
import { type RequestObserver } from '../observability/request-observer';
import { createConnection } from '../storage/connection/connection';
import { MongoLockStream } from '../storage/feed/mongo-lock-stream';
import { type StoredFault } from '../storage/locks/fault-reports';
import { MongoLockStore } from '../storage/locks/mongo-lock-store';
import { type LockGatewayOptions } from './gateway-options';
import { measureChanges } from './measure-changes';
import { type OpenUserDirectory, openUserDirectory } from './open-user-directory';
import { Readiness } from './readiness';

/** The parts of a gateway behind its doors, independent of HTTP and GraphQL. */
export interface Services {
  readonly connection: Connection;
  readonly store: MongoLockStore;
  readonly users: OpenUserDirectory;
  readonly locks: LockService;
  readonly readiness: Readiness;
  readonly observer: RequestObserver;
  readonly registry: Registry;
  readonly meters: StateMeters;
  /** What is told of locks while they change; it begins with the first subscriber. */
  readonly live: LiveLocks;
  readonly liveMeters: LiveMeters;
  readonly eventLoop: { stop(): void };
}

/** Composes the services without connecting to anything. */
export function composeServices({ config, logger }: LockGatewayOptions): Services {
  const connection = createConnection();
  connection.on('error', () => {}); // Failed commands report it.
  const registry = new Registry();
  const onStoredFault = (fault: StoredFault): void =>
    logger.warn(fault, 'unusable lock documents');
  const store: MongoLockStore = new MongoLockStore(connection, {
    onBatch: (size) => meters.batch(size),
    onChanges: (changes) => measureLine(changes),
    onStoredFault,
  });
  const liveMeters = measureLive(registry);
  const live = new LiveLocks({
    stream: new MongoLockStream({ connection, observer: liveMeters, onStoredFault }),
    observer: liveMeters,
  });
  const meters = measureState(registry, {
    countLocks: () => store.count({}),
    isDatabaseConnected: () => connection.readyState === ConnectionStates.connected,
    queueLength: () => store.queueLength,
  });
  const measureLine = measureChanges(
    measureLines(registry, { countWaiting: () => store.countWaiting() }),
  );
  const users = openUserDirectory(config.identity, connection);
  if (users.keySet) measureKeySet(registry, users.keySet);
  return {
    ...{ connection, store, users, registry, meters, live, liveMeters },
    locks: lockServiceOf(store, config),
    readiness: new Readiness(connection, logger),
    observer: observeByAll([logRequests(logger), measureRequests(registry)]),
    eventLoop: measureEventLoop(registry),
  };
}

function lockServiceOf(store: MongoLockStore, config: Config): LockService {
  const { maxLocksPerUser: maxLocks } = config.limits;
  return new LockService({
    store,
    defaultLeaseMs: config.lockTtlMs,
    maxHoldMs: config.maxHoldMs,
    quota: maxLocks === undefined ? undefined : { maxLocks, maxWaitMs: TIME_BUDGET.beginGrantMs },
  });
}
