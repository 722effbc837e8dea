import {
  type Caller,
  canManageLocks,
  canOverrideLocks,
  MANAGE_LOCKS,
  OVERRIDE_LOCKS,
  type Permission,
} from './caller';
import { findGrantProblem } from './lease';
import { DefiniteFault, Unavailable } from './errors';
import { type Holder, MAX_HOLDER_NAME_LENGTH } from './lock';
import { type InputProblem, type LockKey, type ParsedKey } from './lock-key';
import {
  DEFAULT_PAGE,
  findBounds,
  findListProblem,
  type ListRequest,
  parseRecordKeys,
  toFilter,
} from './lock-list';
import { EMPTY_PAGE, readPage } from './lock-page';
import {
  type AcquireResult,
  type AllRemoved,
  type FindAllResult,
  type FindResult,
  type ForceRemoveResult,
  type ListResult,
  type MeResult,
  type OfRecord,
  type PermissionMissing,
  type QuotaExceeded,
  type RemoveResult,
  type RenewResult,
  type TakeOverResult,
} from './lock-result';
import {
  acquire,
  forceRemove,
  heldAfter,
  remove,
  renew,
  takeOver,
  type Transition,
  type TransitionOutcome,
} from './lock-state';
import { LockQuota } from './lock-quota';
import { type LockStore } from './lock-store';

/** What a caller may ask of a new grant. */
export interface GrantRequest {
  readonly key: ParsedKey;
  readonly ttlSeconds?: number | undefined;
  /** undefined keeps the note of a renewed lock; an empty one clears it. */
  readonly note?: string | undefined;
}

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
    return Promise.resolve(canManageLocks(caller) ? { kind: 'me' } : lacking(MANAGE_LOCKS));
  }

  /** Lets the store prepare for a change of the key while its caller is still being recognised. */
  prefetch(key: ParsedKey): void {
    if (key.kind === 'key') this.store.prefetch(key.key);
  }

  /** Grants a free lock, or renews the caller's own. */
  async acquire(caller: Caller, request: GrantRequest): Promise<AcquireResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
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
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    if (request.key.kind === 'problem') return badInput(request.key.problem);
    return this.change(
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
      return isAllowed ? badInput(request.key.problem) : lacking(MANAGE_LOCKS);
    }
    const result = await this.change(
      request.key.key,
      remove({ holderId: caller.id, fencingToken: request.fencingToken }),
    );
    return isAllowed || result.kind === 'removed' ? result : lacking(MANAGE_LOCKS);
  }

  /** Moves a held lock to the caller in one step. */
  async takeOver(caller: Caller, request: GrantRequest): Promise<TakeOverResult> {
    if (!canOverrideLocks(caller)) return lackingToOverride(caller);
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

  private async change<Outcome extends TransitionOutcome>(
    key: LockKey,
    transition: Transition<Outcome>,
  ): Promise<OfRecord<Outcome>> {
    const outcome = await this.store.change(key, transition);
    // As the transition saw it: a second read could already see what came later.
    return { ...outcome, record: { key, lock: heldAfter(outcome) } };
  }

  private grant<Outcome extends TransitionOutcome>(
    caller: Caller,
    key: LockKey,
    transition: Transition<Outcome>,
  ): Promise<OfRecord<Outcome> | QuotaExceeded> {
    const run = (): Promise<OfRecord<Outcome>> => this.change(key, transition);
    return this.quota ? this.quota.grant({ holderId: caller.id, key }, run) : run();
  }

  /** Ends a held lock, whoever has it. */
  async forceRemove(caller: Caller, request: { key: ParsedKey }): Promise<ForceRemoveResult> {
    if (!canOverrideLocks(caller)) return lackingToOverride(caller);
    if (request.key.kind === 'problem') return badInput(request.key.problem);
    return this.change(request.key.key, forceRemove());
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

  /** One record and what holds it. */
  async find(caller: Caller, key: ParsedKey): Promise<FindResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    if (key.kind === 'problem') return badInput(key.problem);
    const lock = (await this.store.find(key.key)) ?? null;
    return { kind: 'found', record: { key: key.key, lock } };
  }

  /** Records of one route in the order asked for, free ones too, in one read. */
  async findAll(
    caller: Caller,
    { route, ids }: { route: string; ids: readonly string[] },
  ): Promise<FindAllResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    const parsed = parseRecordKeys(route, ids);
    if (parsed.kind === 'problem') return badInput(parsed.problem);
    const { keys } = parsed;
    const resourceIds = [...new Set(keys.map(({ resourceId }) => resourceId))];
    const filter = { route: keys[0]?.route, resourceIds };
    const held = await this.store.list({ filter, limit: resourceIds.length });
    const locks = new Map(held.map((lock) => [lock.key.id, lock]));
    return {
      kind: 'foundAll',
      records: keys.map((key) => ({ key, lock: locks.get(key.id) ?? null })),
    };
  }

  /** One page of held locks in the order of route and id, from either end of the list. */
  async list(caller: Caller, request: ListRequest): Promise<ListResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    const problem = findListProblem(request);
    if (problem) return badInput(problem);
    const filter = toFilter(request, caller.id);
    const bounds = findBounds(request, filter);
    if ('kind' in bounds) return badInput(bounds);
    if (filter === 'nothing') return { kind: 'page', ...EMPTY_PAGE };
    const { first, last } = request;
    const isFromEnd = last !== undefined;
    const size = last ?? first ?? DEFAULT_PAGE;
    return {
      kind: 'page',
      ...(await readPage(this.store, { filter, ...bounds, size, isFromEnd })),
    };
  }
}

function lacking(permission: Permission): PermissionMissing {
  return { kind: 'permissionMissing', permission };
}

function lackingToOverride(caller: Caller): PermissionMissing {
  return lacking(canManageLocks(caller) ? OVERRIDE_LOCKS : MANAGE_LOCKS);
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
async function countRemoved(changes: Promise<{ kind: string }>[]): Promise<number> {
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
