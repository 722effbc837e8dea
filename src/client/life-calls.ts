import { type HoldDeps } from './hold-deps';
import { type LifeOptions } from './life-options';
import { type LockWithLine } from './lock-types';
import { type Operations } from './operations';
import { type Steps } from './steps';

/** What one life of a hold asks the gateway; all that may outlive it is counted as on the way. */
export interface LifeCalls {
  readonly acquire: (adopt: boolean) => ReturnType<Operations['acquireLock']>;
  /** Joins the line; what is acquired by it has neither the lease nor the note of the options. */
  readonly request: (message: string | undefined) => ReturnType<Operations['requestLock']>;
  /** True when the options ask for what `request` cannot. */
  readonly asksForMore: boolean;
  readonly withdraw: () => Promise<boolean>;
  readonly takeOver: (how: {
    readonly reason?: string | undefined;
    readonly note?: string | undefined;
  }) => ReturnType<Operations['takeOverLock']>;
  readonly renote: (note: string) => ReturnType<Operations['acquireLock']>;
  /** The lock with its line, null also when that cannot be read. */
  readonly read: () => Promise<LockWithLine | null>;
  readonly remove: (fencingToken: number) => void;
}

/** Creates the calls of one life, which has a session of its own. */
export function createLifeCalls(
  life: LifeOptions,
  { operations, removals }: Pick<HoldDeps, 'operations' | 'removals'>,
  steps: Steps,
): LifeCalls {
  const { key, sessionId } = life;
  const { ttlSeconds, note } = life.options;
  return {
    acquire: (adopt) => operations.acquireLock(key, { ttlSeconds, note, adopt, sessionId }),
    request: (message) => operations.requestLock(key, { message, sessionId }),
    asksForMore: ttlSeconds !== undefined || note !== undefined,
    withdraw: () => steps.track(operations.withdrawRequest(key)),
    takeOver: (how) => steps.track(operations.takeOverLock(key, { ttlSeconds, note, ...how })),
    renote: (text) => steps.track(operations.acquireLock(key, { note: text, sessionId })),
    read: () => operations.lock(key).catch(() => null),
    remove: (fencingToken) => void steps.track(removals.remove({ ...key, fencingToken })),
  };
}
