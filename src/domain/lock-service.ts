import { type Caller, canManageLocks, canOverrideLocks } from './caller';
import { findGrantProblem } from './lease';
import { DefiniteFault } from './definite-fault';
import { type Holder, MAX_HOLDER_NAME_LENGTH } from './lock';
import { type InputProblem, type LockKey, type ParsedKey } from './lock-key';
import { findListProblem, findStart, type ListRequest, toFilter } from './lock-list';
import {
  type AcquireResult,
  type AllRemoved,
  type MeResult,
  type FindResult,
  type ForceRemoveResult,
  type ListResult,
  type PermissionMissing,
  type QuotaExceeded,
  type RemoveResult,
  type RenewResult,
  type TakeOverResult,
} from './lock-result';
import { acquire, forceRemove, remove, renew, takeOver, type Transition } from './lock-state';
import { LockQuota } from './lock-quota';
import { type LockStore, Unavailable } from './lock-store';

/** What a caller may ask of a new grant. */
export interface GrantRequest {
  readonly key: ParsedKey;
  readonly ttlSeconds?: number | undefined;
  /** undefined keeps the note of a renewed lock; an empty one clears it. */
  readonly note?: string | undefined;
}

const PERMISSION_MISSING: PermissionMissing = { kind: 'permissionMissing' };

/** How many of one's own locks are removed with one read, and so at once. */
const REMOVE_PAGE = 200;

/**
 * The use cases: first the permission, then the input, then the lock. Expected outcomes are
 * returned; a rejected promise is a fault and means that the outcome is unknown.
 */
export class LockService {
  private readonly store: LockStore;
  private readonly defaultLeaseMs: number | null;

  private readonly quota: LockQuota | undefined;

  constructor(options: {
    store: LockStore;
    defaultLeaseMs: number | null;
    /** Default: as many as a user likes. */
    quota?: { readonly maxLocks: number; readonly maxWaitMs: number } | undefined;
  }) {
    const { store, quota } = options;
    this.store = store;
    this.quota = quota && new LockQuota({ store, ...quota });
    this.defaultLeaseMs = options.defaultLeaseMs;
  }

  /** Who the caller is, for those who may use locks. */
  me(caller: Caller): Promise<MeResult> {
    return Promise.resolve(canManageLocks(caller) ? { kind: 'me' } : PERMISSION_MISSING);
  }

  /** Lets the store prepare for a change of the key while its caller is still being recognised. */
  prefetch(key: ParsedKey): void {
    if (key.kind === 'key') this.store.prefetch(key.key);
  }

  /** Grants a free lock, or renews the caller's own. */
  async acquire(caller: Caller, request: GrantRequest): Promise<AcquireResult> {
    if (!canManageLocks(caller)) return PERMISSION_MISSING;
    const checked = checkGrant(request);
    if (checked.kind === 'problem') return badInput(checked.problem);
    const { key } = checked;
    const transition = acquire({
      key,
      holder: holderOf(caller),
      leaseMs: leaseMsOf(request),
      defaultLeaseMs: this.defaultLeaseMs,
      note: request.note === '' ? null : request.note,
    });
    return this.grant(caller, key, transition);
  }

  /** Prolongs or revives one grant of the caller; never creates. */
  async renew(
    caller: Caller,
    request: { key: ParsedKey; fencingToken: number },
  ): Promise<RenewResult> {
    if (!canManageLocks(caller)) return PERMISSION_MISSING;
    if (request.key.kind === 'problem') return badInput(request.key.problem);
    return this.store.change(
      request.key.key,
      renew({ holderId: caller.id, fencingToken: request.fencingToken }),
    );
  }

  /** Removes the caller's own lock; still allowed to who lost the permission, and nothing else is. */
  async remove(
    caller: Caller,
    request: { key: ParsedKey; fencingToken?: number | undefined },
  ): Promise<RemoveResult> {
    const isAllowed = canManageLocks(caller);
    if (request.key.kind === 'problem') {
      return isAllowed ? badInput(request.key.problem) : PERMISSION_MISSING;
    }
    const result = await this.store.change(
      request.key.key,
      remove({ holderId: caller.id, fencingToken: request.fencingToken }),
    );
    return isAllowed || result.kind === 'removed' ? result : PERMISSION_MISSING;
  }

  /** Moves a held lock to the caller in one step. */
  async takeOver(caller: Caller, request: GrantRequest): Promise<TakeOverResult> {
    if (!canOverrideLocks(caller)) return PERMISSION_MISSING;
    const checked = checkGrant(request);
    if (checked.kind === 'problem') return badInput(checked.problem);
    const { key } = checked;
    const askedMs = leaseMsOf(request);
    const transition = takeOver({
      key,
      holder: holderOf(caller),
      leaseMs: askedMs === undefined ? this.defaultLeaseMs : askedMs,
      note: request.note || null,
    });
    return this.grant(caller, key, transition);
  }

  private grant<Outcome>(
    caller: Caller,
    key: LockKey,
    transition: Transition<Outcome>,
  ): Promise<Outcome | QuotaExceeded> {
    const run = (): Promise<Outcome> => this.store.change(key, transition);
    return this.quota ? this.quota.grant({ holderId: caller.id, key }, run) : run();
  }

  /** Ends a held lock, whoever has it. */
  async forceRemove(caller: Caller, request: { key: ParsedKey }): Promise<ForceRemoveResult> {
    if (!canOverrideLocks(caller)) return PERMISSION_MISSING;
    if (request.key.kind === 'problem') return badInput(request.key.problem);
    return this.store.change(request.key.key, forceRemove());
  }

  /**
   * Removes every lock the caller holds and returns how many. Each removal is atomic, the whole is
   * not: when it rejects, some may be removed, and calling it again removes the rest. Therefore never
   * with `Overloaded`. What cannot be read as a lock is left as it is and not counted.
   */
  async removeMine(caller: Caller): Promise<AllRemoved> {
    const filter = { holderId: caller.id };
    let removed = 0;
    let after: LockKey | undefined;
    for (;;) {
      const page = await this.store.list({
        ...{ filter, after, limit: REMOVE_PAGE },
        isForDecision: true,
      });
      removed += await countRemoved(
        page.map(({ key, fencingToken }) =>
          // By its token: what the caller takes anew meanwhile is not what was listed.
          this.store.change(key, remove({ holderId: caller.id, fencingToken })),
        ),
      );
      after = page.at(-1)?.key;
      if (page.length < REMOVE_PAGE) return { kind: 'allRemoved', count: removed };
    }
  }

  /** The lock on one record, undefined when free. */
  async find(caller: Caller, key: ParsedKey): Promise<FindResult> {
    if (!canManageLocks(caller)) return PERMISSION_MISSING;
    if (key.kind === 'problem') return badInput(key.problem);
    return { kind: 'found', lock: await this.store.find(key.key) };
  }

  /** One page of held locks in the order of route and id; counting is left to who asks for it. */
  async list(caller: Caller, request: ListRequest): Promise<ListResult> {
    if (!canManageLocks(caller)) return PERMISSION_MISSING;
    const problem = findListProblem(request);
    if (problem) return badInput(problem);
    const filter = toFilter(request, caller.id);
    const start = findStart(request, filter);
    if ('kind' in start) return badInput(start);
    // One more than asked for tells whether there is a next page.
    const limit = request.first + 1;
    const found =
      filter === 'nothing' ? [] : await this.store.list({ filter, after: start.after, limit });
    return {
      kind: 'page',
      locks: found.slice(0, request.first),
      hasNextPage: found.length > request.first,
      count: () => (filter === 'nothing' ? Promise.resolve(0) : this.store.count(filter)),
    };
  }
}

function checkGrant(request: GrantRequest): ParsedKey {
  const problem = request.key.kind === 'key' ? findGrantProblem(request) : undefined;
  return problem ? { kind: 'problem', problem } : request.key;
}

function leaseMsOf(request: GrantRequest): number | undefined {
  return request.ttlSeconds === undefined ? undefined : request.ttlSeconds * 1000;
}

/**
 * How many of these removals took place. Of several changes some may have taken effect when one was
 * not even tried: then how many is unknown. A lock that cannot be removed as it is stored does not
 * keep the others.
 */
async function countRemoved(changes: Promise<RemoveResult>[]): Promise<number> {
  const results = await Promise.allSettled(changes);
  for (const result of results) {
    if (result.status === 'fulfilled' || result.reason instanceof DefiniteFault) continue;
    throw new Unavailable('not all locks were removed', { cause: result.reason });
  }
  return results.filter(
    (result) => result.status === 'fulfilled' && result.value.kind === 'removed',
  ).length;
}

/** The name is for people to read: an endless one would make the lock a burden to whoever lists it. */
function holderOf({ id, username }: Caller): Holder {
  return { id, username: username.slice(0, MAX_HOLDER_NAME_LENGTH).toWellFormed() };
}

function badInput(problem: InputProblem): { kind: 'badInput'; problem: InputProblem } {
  return { kind: 'badInput', problem };
}
