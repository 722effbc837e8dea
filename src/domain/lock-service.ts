import { type Caller, canManageLocks, canOverrideLocks, MANAGE_LOCKS } from './caller';
import { assertInTime } from './errors';
import { findPage, findRecords } from './find-locks';
import {
  checkGrant,
  type GrantRequest,
  holderOf,
  type LockCall,
  requestedLeaseMs,
} from './grant-request';
import { type LockKey, type ParsedKey } from './lock-key';
import { type ListRequest, parseRecordKeys } from './lock-list';
import { LockQuota } from './lock-quota';
import {
  type AcquireResult,
  type AllRemoved,
  type FindAllResult,
  type FindResult,
  type ForceRemoveResult,
  type ListResult,
  type MeResult,
  type OfRecord,
  type QuotaExceeded,
  type RemoveResult,
  type RenewResult,
  type TakeOverResult,
} from './lock-result';
import { heldAfter, type TransitionOutcome } from './lock-outcome';
import { acquire, forceRemove, remove, renew, takeOver, type Transition } from './lock-state';
import { type BegunChange, type LockStore } from './lock-store';
import { badInput, lacking, lackingToOverride } from './refusal';
import { removeAll } from './remove-all';

/**
 * The use cases. Each checks the permission first, then the input, then the lock. Expected outcomes
 * are returned; a rejection is an error of `errors.ts` or a fault whose outcome is unknown.
 */
export class LockService {
  private readonly store: LockStore;
  private readonly defaultLeaseMs: number | null;
  private readonly quota: LockQuota | undefined;

  constructor(options: {
    store: LockStore;
    /** The lease of a grant that asks for none; null means no expiry. */
    defaultLeaseMs: number | null;
    /** Default: no limit. */
    quota?: { readonly maxLocks: number; readonly maxWaitMs: number } | undefined;
  }) {
    const { store, quota } = options;
    this.store = store;
    this.quota = quota && new LockQuota({ store, ...quota });
    this.defaultLeaseMs = options.defaultLeaseMs;
  }

  /** Confirms that the caller can use locks. */
  me(caller: Caller): Promise<MeResult> {
    return Promise.resolve(canManageLocks(caller) ? { kind: 'me' } : lacking(MANAGE_LOCKS));
  }

  /** Begins a call that will change the key, so that the store can read ahead. */
  begin(key: ParsedKey): BegunChange | undefined {
    return key.kind === 'key' ? this.store.beginChange(key.key) : undefined;
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
      leaseMs: requestedLeaseMs(request),
      defaultLeaseMs: this.defaultLeaseMs,
      note: request.note === '' ? null : request.note,
    });
    return this.grant(caller, checkedCall(key, request), transition);
  }

  /** Renews or revives one grant of the caller; never creates one. */
  async renew(caller: Caller, call: LockCall & { fencingToken: number }): Promise<RenewResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    if (call.key.kind === 'problem') return badInput(call.key.problem);
    const { fencingToken } = call;
    return this.change(
      caller,
      checkedCall(call.key.key, call),
      renew({ holderId: caller.id, fencingToken }),
    );
  }

  /**
   * Removes the caller's own lock, which is still allowed after losing `manage-locks`; without the
   * permission every other outcome is refused.
   */
  async remove(
    caller: Caller,
    call: LockCall & { fencingToken?: number | undefined },
  ): Promise<RemoveResult> {
    const isAllowed = canManageLocks(caller);
    if (call.key.kind === 'problem') {
      return isAllowed ? badInput(call.key.problem) : lacking(MANAGE_LOCKS);
    }
    const { fencingToken } = call;
    const result = await this.change(
      caller,
      checkedCall(call.key.key, call),
      remove({ holderId: caller.id, fencingToken }),
    );
    return isAllowed || result.kind === 'removed' ? result : lacking(MANAGE_LOCKS);
  }

  /** Moves a held lock to the caller in one step. */
  async takeOver(caller: Caller, request: GrantRequest): Promise<TakeOverResult> {
    if (!canOverrideLocks(caller)) return lackingToOverride(caller);
    const checked = checkGrant(request);
    if (checked.kind === 'problem') return badInput(checked.problem);
    const { key } = checked;
    const transition = takeOver({
      key,
      holder: holderOf(caller),
      leaseMs: requestedLeaseMs(request) ?? this.defaultLeaseMs,
      note: request.note || null,
    });
    return this.grant(caller, checkedCall(key, request), transition);
  }

  /** Removes a held lock, whoever holds it. */
  async forceRemove(caller: Caller, call: LockCall): Promise<ForceRemoveResult> {
    if (!canOverrideLocks(caller)) return lackingToOverride(caller);
    if (call.key.kind === 'problem') return badInput(call.key.problem);
    return this.change(caller, checkedCall(call.key.key, call), forceRemove());
  }

  /** Removes every lock of the caller, as `removeAll` does; needs no permission. */
  async removeMine(
    caller: Caller,
    { deadlineAt }: Pick<LockCall, 'deadlineAt'> = {},
  ): Promise<AllRemoved> {
    const holder = { holderId: caller.id, deadlineAt };
    return { kind: 'allRemoved', count: await removeAll(this.store, holder) };
  }

  /** One record and the lock that holds it. */
  async find(caller: Caller, key: ParsedKey): Promise<FindResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    if (key.kind === 'problem') return badInput(key.problem);
    const lock = (await this.store.find(key.key)) ?? null;
    return { kind: 'found', record: { key: key.key, lock } };
  }

  /** Records of one route in the order of `ids`, free ones too, in one read. */
  async findAll(
    caller: Caller,
    { route, ids }: { route: string; ids: readonly string[] },
  ): Promise<FindAllResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    const parsed = parseRecordKeys(route, ids);
    if (parsed.kind === 'problem') return badInput(parsed.problem);
    return { kind: 'foundAll', records: await findRecords(this.store, parsed.keys) };
  }

  /** One page of held locks in the order of route and id, from either end of the list. */
  async list(caller: Caller, request: ListRequest): Promise<ListResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    const page = await findPage(this.store, request, caller.id);
    return 'kind' in page ? badInput(page) : { kind: 'page', ...page };
  }

  private grant<Outcome extends TransitionOutcome>(
    caller: Caller,
    call: CheckedCall,
    transition: Transition<Outcome>,
  ): Promise<OfRecord<Outcome> | QuotaExceeded> {
    const run = (): Promise<OfRecord<Outcome>> => this.change(caller, call, transition);
    const { key, deadlineAt } = call;
    return this.quota ? this.quota.grant({ holderId: caller.id, key, deadlineAt }, run) : run();
  }

  private async change<Outcome extends TransitionOutcome>(
    caller: Caller,
    { key, change, deadlineAt }: CheckedCall,
    transition: Transition<Outcome>,
  ): Promise<OfRecord<Outcome>> {
    assertInTime(deadlineAt);
    const terms = { ownerId: caller.id, deadlineAt };
    const outcome = await (change?.decide(transition, terms) ??
      this.store.change(key, transition, terms));
    // As the transition saw it: a second read could already see a later change.
    return { ...outcome, record: { key, lock: heldAfter(outcome) } };
  }
}

/** A call whose key is valid. */
interface CheckedCall extends Pick<LockCall, 'change' | 'deadlineAt'> {
  readonly key: LockKey;
}

function checkedCall(key: LockKey, { change, deadlineAt }: LockCall): CheckedCall {
  return { key, change, deadlineAt };
}
