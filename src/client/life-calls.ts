import { type HoldDeps } from './hold-deps';
import { type LifeOptions } from './life-options';
import { type LockWithLine, type Removal } from './lock-types';
import { type Operations } from './operations';
import { type Steps } from './steps';

/** What one life of a hold asks the gateway; all that may outlive it is counted as on the way. */
export interface LifeCalls {
  readonly acquire: (adopt: boolean) => ReturnType<Operations['acquireLock']>;
  /** Joins the line; what is acquired by it has neither the lease nor the note of the options. */
  readonly request: (message: string | undefined) => ReturnType<Operations['requestLock']>;
  /** True when the options ask for what `request` cannot. */
  readonly asksForMore: boolean;
  /** True from the moment that the line may have been joined until it is left. */
  readonly isInLine: () => boolean;
  readonly withdraw: () => Promise<boolean>;
  readonly takeOver: (how: {
    readonly reason?: string | undefined;
    readonly note?: string | undefined;
  }) => ReturnType<Operations['takeOverLock']>;
  readonly renote: (note: string) => ReturnType<Operations['acquireLock']>;
  /** The lock with its line, null also when that cannot be read. */
  readonly read: () => Promise<LockWithLine | null>;
  /**
   * What to remove so that this life has nothing: the grant of this token, or whatever is in its session when
   * an acquire may have got something that no answer tells of.
   */
  readonly leftover: (fencingToken: number | undefined) => Removal | undefined;
  /** Removes that, and leaves the line; what is still asked for is given back when it is answered, or lost. */
  readonly giveBack: (fencingToken?: number) => void;
}

/** Creates the calls of one life, which has a session of its own. */
export function createLifeCalls(
  life: LifeOptions,
  { operations, removals }: Pick<HoldDeps, 'operations' | 'removals'>,
  steps: Steps,
): LifeCalls {
  const { key, sessionId } = life;
  const { ttlSeconds, note } = life.options;
  let isInLine = false;
  let mayHave = false;
  let asked = 0;
  /** Asks for what this session may have from then on, whether or not an answer comes. */
  const ask = async <Outcome extends { __typename: string }>(
    send: () => Promise<Outcome>,
    isMove = false,
  ): Promise<Outcome> => {
    asked += 1;
    // A move that comes late may have taken the lock of a later life, or of another tab: it is left to its lease.
    mayHave = !isMove;
    try {
      const outcome = await send();
      const isAcquired = outcome.__typename === 'LockAcquired';
      if (isAcquired) isInLine = false;
      mayHave = isAcquired && steps.isOver();
      return outcome;
    } finally {
      asked -= 1;
      if (steps.isOver()) giveBack();
    }
  };
  const withdraw = (): Promise<boolean> => {
    isInLine = false;
    return steps.track(operations.withdrawRequest(key));
  };
  const leftover = (fencingToken: number | undefined): Removal | undefined => {
    if (mayHave) return { ...key, sessionId };
    return fencingToken === undefined ? undefined : { ...key, fencingToken };
  };
  const giveBack = (fencingToken?: number): void => {
    if (asked > 0 && fencingToken === undefined) return;
    const removal = leftover(fencingToken);
    if (removal) void steps.track(removals.remove(removal));
    if (isInLine) void withdraw().catch(() => {});
  };
  return {
    acquire: (adopt) =>
      ask(() => operations.acquireLock(key, { ttlSeconds, note, adopt, sessionId }), adopt),
    request: (message) => {
      isInLine = true;
      return ask(() => operations.requestLock(key, { message, sessionId }));
    },
    asksForMore: ttlSeconds !== undefined || note !== undefined,
    isInLine: () => isInLine,
    withdraw,
    takeOver: (how) => operations.takeOverLock(key, { ttlSeconds, note, ...how }),
    renote: (text) => ask(() => operations.acquireLock(key, { note: text, sessionId })),
    read: () => operations.lock(key).catch(() => null),
    leftover,
    giveBack,
  };
}
