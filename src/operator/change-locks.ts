import { type LockClient } from '../client/lock-client';
import { type LockFault } from '../client/lock-fault';
import { type Lock, type LockKey, type LockUser } from '../client/lock-types';

/** What an operator does to locks of others. */
export type LockChange = 'forceRemove' | 'takeOver';

/** What came of it for one lock. */
export type ChangeOutcome =
  /** It was done; whose the lock was, and who has it now: null when the record is free. */
  | {
      readonly kind: 'done';
      readonly lock: Lock;
      readonly previous: LockUser;
      readonly now: LockUser | null;
    }
  /** The record was free already. */
  | { readonly kind: 'free'; readonly lock: Lock }
  /** Not tried: the lock had passed to somebody else, who was not meant. */
  | { readonly kind: 'passed'; readonly lock: Lock; readonly now: LockUser }
  /** Not done, or, with a fault such as `network`, perhaps done. */
  | { readonly kind: 'failed'; readonly lock: Lock; readonly fault: LockFault }
  /** Not tried, because of what happened to one before, or because it was given up. */
  | { readonly kind: 'notTried'; readonly lock: Lock; readonly fault: LockFault | null };

/** How locks are changed. */
export interface ChangeOptions {
  readonly change: LockChange;
  readonly reason?: string | undefined;
  /** The lock as it is now. One that has another grant than the one that was meant is left alone. */
  readonly current?: ((id: string) => Lock | undefined) | undefined;
  /** Told of each as it is known. */
  readonly onOutcome?: ((outcome: ChangeOutcome) => void) | undefined;
  /** What has not begun then is not tried. */
  readonly signal?: AbortSignal | undefined;
}

/** Fast, and far from what a gateway serves one user. */
const AT_ONCE = 8;
const MOST_WAITS = 5;
const WAIT_MS = 1_000;

/** After these the others would fail as well. */
const ENDS_ALL: ReadonlySet<string> = new Set<LockFault['kind']>([
  ...(['network', 'timeout', 'unauthenticated', 'forbidden', 'closed', 'protocol'] as const),
]);

/** Changes locks one by one, a few at a time, and resolves with what came of each, in their order. */
export async function changeLocks(
  client: Pick<LockClient, 'forceRemoveLock' | 'takeOverLock'>,
  locks: readonly Lock[],
  options: ChangeOptions,
): Promise<ChangeOutcome[]> {
  const outcomes: ChangeOutcome[] = [];
  let next = 0;
  let ended: LockFault | null = null;
  const work = async (): Promise<void> => {
    for (let index = next++; index < locks.length; index = next++) {
      const lock = locks[index]!;
      const outcome: ChangeOutcome =
        ended || options.signal?.aborted
          ? { kind: 'notTried', lock, fault: ended }
          : await changeOne(client, lock, options);
      if (outcome.kind === 'failed' && ENDS_ALL.has(outcome.fault.kind)) ended = outcome.fault;
      outcomes[index] = outcome;
      options.onOutcome?.(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, locks.length) }, work));
  return outcomes;
}

async function changeOne(
  client: Pick<LockClient, 'forceRemoveLock' | 'takeOverLock'>,
  lock: Lock,
  { change, reason, current }: ChangeOptions,
): Promise<ChangeOutcome> {
  const key: LockKey = { route: lock.route, id: lock.resourceId };
  for (let waits = 0; ; waits += 1) {
    const now = current?.(lock.id);
    if (now && now.fencingToken !== lock.fencingToken) {
      return { kind: 'passed', lock, now: now.holder };
    }
    try {
      return change === 'takeOver'
        ? await takeOver(client, key, lock, reason)
        : await remove(client, key, lock, reason);
    } catch (error) {
      const fault = error as LockFault;
      // Nothing was changed, so it can be asked again.
      const isTooMany = fault.kind === 'rateLimited' || fault.kind === 'unavailable';
      if (!isTooMany || waits === MOST_WAITS) return { kind: 'failed', lock, fault };
      await new Promise((resolve) => setTimeout(resolve, fault.retryAfterMs ?? WAIT_MS));
    }
  }
}

async function takeOver(
  client: Pick<LockClient, 'takeOverLock'>,
  key: LockKey,
  lock: Lock,
  reason: string | undefined,
): Promise<ChangeOutcome> {
  const outcome = await client.takeOverLock(key, { reason });
  if (outcome.__typename === 'LockNotFound') return { kind: 'free', lock };
  return { kind: 'done', lock, previous: outcome.previousHolder, now: outcome.lock.holder };
}

async function remove(
  client: Pick<LockClient, 'forceRemoveLock'>,
  key: LockKey,
  lock: Lock,
  reason: string | undefined,
): Promise<ChangeOutcome> {
  const outcome = await client.forceRemoveLock(key, { reason });
  if (outcome.__typename === 'LockRemoved') {
    const now = outcome.record.lock?.holder ?? null;
    return { kind: 'done', lock, previous: outcome.previousHolder, now };
  }
  if (outcome.__typename === 'LockNotFound') return { kind: 'free', lock };
  return { kind: 'passed', lock, now: outcome.lock.holder };
}
