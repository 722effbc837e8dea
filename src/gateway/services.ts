import { type Connection, ConnectionStates } from 'mongoose';
import { type Logger } from 'pino';
import { Registry } from 'prom-client';
import { type Config } from '../config/config';
import { TIME_BUDGET } from '../config/time-budget';
import { type FeedObserver } from '../domain/feed-observer';
import { LockService } from '../domain/lock-service';
import { LiveLocks } from '../live/live-locks';
import { logRequests } from '../observability/logs/logger';
import { rareWarnings } from '../observability/logs/rare-warnings';
import { measureEventLoop } from '../observability/metrics/event-loop-metrics';
import { measureFeed } from '../observability/metrics/feed-metrics';
import { measureHistory } from '../observability/metrics/history-metrics';
import { measureKeySet } from '../observability/metrics/key-set-metrics';
import { measureLines } from '../observability/metrics/line-metrics';
import { measureRequests } from '../observability/metrics/request-metrics';
import { measureState, type StateMeters } from '../observability/metrics/state-metrics';
import { measureTransports } from '../observability/metrics/transport-metrics';
import { observeByAll } from '../observability/observe-by-all';
import { type LiveObserver } from '../observability/live-observer';
import { type RequestObserver } from '../observability/request-observer';
import { createConnection } from '../storage/connection/connection';
import { MongoLockStream } from '../storage/feed/mongo-lock-stream';
import { HistoryRecorder } from '../storage/history/history-recorder';
import { MongoLockHistory } from '../storage/history/mongo-lock-history';
import { FaultReports, type StoredFault } from '../storage/locks/fault-reports';
import { LOCKS_COLLECTION } from '../storage/locks/lock-model';
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
  readonly live: LiveLocks;
  /** Undefined: nothing is recorded. */
  readonly recorder: HistoryRecorder | undefined;
  readonly readiness: Readiness;
  readonly observer: RequestObserver;
  readonly registry: Registry;
  readonly meters: StateMeters;
  /** Counts subscribers and what is sent to them. */
  readonly transports: LiveObserver;
  readonly eventLoop: { stop(): void };
}

/** Composes the services without connecting to anything. */
export function composeServices({ config, placeMs, logger }: LockGatewayOptions): Services {
  const connection = createConnection();
  connection.on('error', () => {}); // Failed commands report it.
  const registry = new Registry();
  const onStoredFault = (fault: StoredFault): void => logger.warn(fault, 'unusable lock documents');
  const store: MongoLockStore = new MongoLockStore(connection, {
    onBatch: (size) => meters.batch(size),
    onChanges: (changes) => measureLine(changes),
    onStoredFault,
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
    ...{ connection, store, users, registry, meters },
    live: liveLocksOf({ connection, registry, logger, onStoredFault }),
    transports: measureTransports(registry),
    recorder: recorderOf({ connection, registry, logger, onStoredFault }, config),
    locks: lockServiceOf(store, { config, connection, placeMs }),
    readiness: new Readiness(connection, logger),
    observer: observeByAll([logRequests(logger), measureRequests(registry)]),
    eventLoop: measureEventLoop(registry),
  };
}

/** Nothing is read and no stream is open before somebody subscribes. */
function liveLocksOf({ connection, registry, logger, onStoredFault }: LiveParts): LiveLocks {
  const warn = rareWarnings(logger);
  const meters = measureFeed(registry);
  const observer: FeedObserver = {
    ...meters,
    interrupted: (err) => warn('interrupted', { err }, 'the stream of changes was interrupted'),
    read: (locks) => logger.info({ locks }, 'the held locks were read for subscribers'),
  };
  const stream = new MongoLockStream({ connection, observer, onStoredFault });
  return new LiveLocks({ stream, observer });
}

interface LiveParts extends Pick<Services, 'connection' | 'registry'> {
  readonly logger: Logger;
  readonly onStoredFault: (fault: StoredFault) => void;
}

/** Records the history, if it is kept. */
function recorderOf(
  { connection, registry, logger, onStoredFault }: LiveParts,
  { historyRetentionMs: retentionMs }: Config,
): HistoryRecorder | undefined {
  if (retentionMs === null) return undefined;
  const warn = rareWarnings(logger);
  const meters = measureHistory(registry);
  return new HistoryRecorder({
    ...{ connection, retentionMs },
    reportsOf: (database) => new FaultReports(database.collection(LOCKS_COLLECTION), onStoredFault),
    observer: {
      ...meters,
      recording: () => {
        meters.recording();
        logger.info('this gateway records the history');
      },
      interrupted: (err) => {
        meters.interrupted();
        warn('interrupted', { err }, 'the recording of the history was interrupted');
      },
      gap: (from, until) => {
        meters.gap();
        logger.warn({ from, until }, 'the database had forgotten changes: the history has a gap');
      },
    },
  });
}

function lockServiceOf(
  store: MongoLockStore,
  {
    config,
    connection,
    placeMs,
  }: { config: Config; connection: Connection; placeMs: number | undefined },
): LockService {
  const { maxLocksPerUser: maxLocks } = config.limits;
  return new LockService({
    store,
    defaultLeaseMs: config.lockTtlMs,
    maxHoldMs: config.maxHoldMs,
    placeMs,
    history: config.historyRetentionMs === null ? undefined : new MongoLockHistory(connection),
    quota: maxLocks === undefined ? undefined : { maxLocks, maxWaitMs: TIME_BUDGET.beginGrantMs },
  });
}
