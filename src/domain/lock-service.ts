import { acquireMany, type AcquireManyCall } from './acquire-many';
import { type Caller, canManageLocks, canOverrideLocks, MANAGE_LOCKS } from './caller';
import { check } from './check-grant';
import { CallerChanges, checkedCall, type LockTerms } from './caller-changes';
import {
  findPage,
  findRecords,
  findReferenced,
  MAX_INVALID_REFERENCES,
  MAX_REFERENCES,
} from './find-locks';
import {
  type AcquireCall,
  checkGrant,
  type ForceRemoveCall,
  holderOf,
  type LockCall,
  type RequestCall,
  requestedLeaseMs,
  type TakeOverCall,
  textToStore,
} from './grant-request';
import { checkItems, type GrantItem, type RemovalItem, runEach } from './items';
import { findGrantProblem } from './lease';
import { type LockHistory } from './lock-history';
import { invalid, type ParsedKey } from './lock-key';
import { type ListRequest, parseRecordKeys } from './lock-list';
import {
  type AcquireManyResult,
  type AcquireResult,
  type AllRemoved,
  type CheckManyResult,
  type CheckResult,
  type FindAllResult,
  type FindResult,
  type ForceRemoveResult,
  type ListResult,
  type MeResult,
  type RemoveManyResult,
  type RemoveResult,
  type RenewManyResult,
  type RenewResult,
  type RequestResult,
  type TakeOverResult,
  type WithdrawResult,
} from './lock-result';
import { acquire, forceRemove, remove, renew, takeOver } from './lock-state';
import { type BegunChange, type LockStore } from './lock-store';
import { type HistoryRequest, type HistoryResult, readHistory } from './read-history';
import { badInput, lacking, lackingToOverride } from './refusal';
import { removeAll } from './remove-all';
import { request, withdraw } from './waiting';

/**
 * The use cases. Each checks the permission first, then the input, then the lock. Expected outcomes
 * are returned; a rejection is an error of `errors.ts` or a fault whose outcome is unknown.
 */
export class LockService {
  private readonly store: LockStore;
  private readonly changes: CallerChanges;
  private readonly history: LockHistory | undefined;

  constructor(terms: LockTerms) {
    this.store = terms.store;
    this.changes = new CallerChanges(terms);
    this.history = terms.history;
  }

  /** Confirms that the caller can use locks. */
  me(caller: Caller): Promise<MeResult> {
    return Promise.resolve(canManageLocks(caller) ? { kind: 'me' } : lacking(MANAGE_LOCKS));
  }

  /**
   * Begins a call that will change the key; undefined if the key is not valid. Withdraw it when the call
   * ends without a decision.
   */
  begin(key: ParsedKey): BegunChange | undefined {
    return key.kind === 'key' ? this.store.beginChange(key.key) : undefined;
  }

  /** Grants a free lock, or renews the caller's own unless another session of the caller has it. */
  async acquire(caller: Caller, call: AcquireCall): Promise<AcquireResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    const checked = checkGrant(call);
    if (checked.kind === 'problem') return badInput(checked.problem);
    const { key } = checked;
    const transition = acquire(this.changes.asked(caller, key, call));
    return this.changes.grant(caller, checkedCall(key, call), transition);
  }

  /**
   * Acquires 1 to 100 records: with `ALL` every one or none, with `AVAILABLE` those that are not
   * held elsewhere. Rejects with `NeedsReplicaSet` where the database cannot do every one or none.
   */
  async acquireMany(caller: Caller, call: AcquireManyCall): Promise<AcquireManyResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    const checked = checkItems(call.items);
    if (checked.kind === 'problem') return badInput(checked.problem);
    const problem = findGrantProblem(call);
    if (problem) return badInput(problem);
    return acquireMany(this.changes, caller, { keys: checked.keys, call });
  }

  /** Acquires a lock that is not held elsewhere; otherwise the caller waits in line for it. */
  async request(caller: Caller, call: RequestCall): Promise<RequestResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    const checked = checkGrant(call);
    if (checked.kind === 'problem') return badInput(checked.problem);
    const { key } = checked;
    const transition = request({
      ...this.changes.asked(caller, key, { sessionId: call.sessionId }),
      message: textToStore(call.message),
      placeMs: this.changes.placeMs,
    });
    const result = await this.changes.grant(caller, checkedCall(key, call), transition);
    if (result.kind !== 'lineFull') return result;
    return badInput(invalid('id', 'names a record whose line is full'));
  }

  /** Ends the caller's wait in line, or lets go of the lock that was reserved meanwhile. */
  async withdraw(caller: Caller, call: LockCall): Promise<WithdrawResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    if (call.key.kind === 'problem') return badInput(call.key.problem);
    const transition = withdraw({ user: holderOf(caller) });
    return this.changes.decide(caller, checkedCall(call.key.key, call), transition);
  }

  /** Renews or revives one grant of the caller; never creates one. */
  async renew(caller: Caller, call: LockCall & { fencingToken: number }): Promise<RenewResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    if (call.key.kind === 'problem') return badInput(call.key.problem);
    const { fencingToken } = call;
    const { defaultLeaseMs, maxHoldMs } = this.changes;
    return this.changes.change(
      caller,
      checkedCall(call.key.key, call),
      renew({ holderId: caller.id, fencingToken, defaultLeaseMs, maxHoldMs }),
    );
  }

  /** Renews 1 to 100 grants as `renew` does, each on its own. */
  async renewMany(
    caller: Caller,
    call: { items: readonly Required<GrantItem>[]; deadlineAt?: number | undefined },
  ): Promise<RenewManyResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    const { items, deadlineAt } = call;
    const checked = checkItems(items.map(({ key }) => key));
    if (checked.kind === 'problem') return badInput(checked.problem);
    const results = await runEach(items, ({ key, fencingToken }) =>
      this.renew(caller, { key, fencingToken: fencingToken!, deadlineAt }),
    );
    return { kind: 'renewedMany', results };
  }

  /**
   * Tells of 1 to 100 grants whether the caller holds the record under exactly that one, after every
   * change that was acknowledged before the call, whichever gateway made it. Changes nothing.
   */
  async checkMany(
    caller: Caller,
    call: { items: readonly Required<GrantItem>[]; deadlineAt?: number | undefined },
  ): Promise<CheckManyResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    const { items, deadlineAt } = call;
    const checked = checkItems(items.map(({ key }) => key));
    if (checked.kind === 'problem') return badInput(checked.problem);
    const results = await runEach(items, (item) => this.check(caller, item, deadlineAt));
    return { kind: 'checkedMany', results };
  }

  /**
   * Removes the caller's own lock, which is still allowed after losing `manage-locks`; without the
   * permission every other outcome is refused.
   */
  async remove(
    caller: Caller,
    call: LockCall & { fencingToken?: number | undefined; sessionId?: string | undefined },
  ): Promise<RemoveResult> {
    const isAllowed = canManageLocks(caller);
    const { key, fencingToken, sessionId } = call;
    const problem = key.kind === 'problem' ? key.problem : findGrantProblem({ sessionId });
    if (key.kind === 'problem' || problem) {
      return isAllowed ? badInput(problem!) : lacking(MANAGE_LOCKS);
    }
    const result = await this.changes.change(
      caller,
      checkedCall(key.key, call),
      remove({ holderId: caller.id, fencingToken, sessionId }),
    );
    return isAllowed || result.kind === 'removed' ? result : lacking(MANAGE_LOCKS);
  }

  /** Removes 1 to 100 of the caller's locks as `remove` does, each on its own. */
  async removeMany(
    caller: Caller,
    call: { items: readonly RemovalItem[]; deadlineAt?: number | undefined },
  ): Promise<RemoveManyResult> {
    const { items, deadlineAt } = call;
    const checked = checkItems(items.map(({ key }) => key));
    if (checked.kind === 'problem') {
      return canManageLocks(caller) ? badInput(checked.problem) : lacking(MANAGE_LOCKS);
    }
    const results = await runEach(items, (item) => this.remove(caller, { ...item, deadlineAt }));
    return { kind: 'removedMany', results };
  }

  /** Moves a held lock to the caller in one step; whoever waits for it still does. */
  async takeOver(caller: Caller, call: TakeOverCall): Promise<TakeOverResult> {
    if (!canOverrideLocks(caller)) return lackingToOverride(caller);
    const checked = checkGrant(call);
    if (checked.kind === 'problem') return badInput(checked.problem);
    const { key } = checked;
    const transition = takeOver({
      key,
      holder: holderOf(caller),
      leaseMs: requestedLeaseMs(call) ?? this.changes.defaultLeaseMs,
      note: call.note || null,
      maxHoldMs: this.changes.maxHoldMs,
      reason: call.reason || null,
    });
    return this.changes.grant(caller, checkedCall(key, call), transition);
  }

  /** Removes a held lock, whoever holds it. */
  async forceRemove(caller: Caller, call: ForceRemoveCall): Promise<ForceRemoveResult> {
    if (!canOverrideLocks(caller)) return lackingToOverride(caller);
    const checked = checkGrant(call);
    if (checked.kind === 'problem') return badInput(checked.problem);
    const transition = forceRemove({ actor: holderOf(caller), reason: call.reason || null });
    return this.changes.change(caller, checkedCall(checked.key, call), transition);
  }

  /** Ends every wait and removes every lock of the caller, as `removeAll` does; needs no permission. */
  async removeMine(
    caller: Caller,
    { deadlineAt }: Pick<LockCall, 'deadlineAt'> = {},
  ): Promise<AllRemoved> {
    const count = await removeAll(this.store, { user: holderOf(caller), deadlineAt });
    return { kind: 'allRemoved', count };
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

  /** The records of those keys that are valid, of any routes, free ones too, in one read. */
  async findReferenced(caller: Caller, keys: readonly ParsedKey[]): Promise<FindAllResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    if (keys.length > MAX_REFERENCES) {
      return badInput(invalid('representations', `has more than ${MAX_REFERENCES} entries`));
    }
    const valid = keys.flatMap((parsed) => (parsed.kind === 'key' ? [parsed.key] : []));
    if (keys.length - valid.length > MAX_INVALID_REFERENCES) {
      const why = `has more than ${MAX_INVALID_REFERENCES} entries that name nothing`;
      return badInput(invalid('representations', why));
    }
    return { kind: 'foundAll', records: await findReferenced(this.store, valid) };
  }

  /** One page of held locks in the order of route and id, from either end of the list. */
  async list(caller: Caller, listed: ListRequest): Promise<ListResult> {
    if (!canManageLocks(caller)) return lacking(MANAGE_LOCKS);
    const page = await findPage(this.store, listed, caller.id);
    return 'kind' in page ? badInput(page) : { kind: 'page', ...page };
  }

  /**
   * One page of what happened to a record, or of what a user did, newest first. Rejects with
   * `HistoryOff` where nothing is recorded, and with `NeedsReplicaSet` where nothing can be.
   */
  readHistory(caller: Caller, request: HistoryRequest): Promise<HistoryResult> {
    return readHistory(this.history, caller, request);
  }

  private async check(
    caller: Caller,
    { key, fencingToken }: Required<GrantItem>,
    deadlineAt: number | undefined,
  ): Promise<CheckResult> {
    if (key.kind === 'problem') return badInput(key.problem);
    const transition = check({ holderId: caller.id, fencingToken: fencingToken! });
    return this.changes.change(caller, checkedCall(key.key, { deadlineAt }), transition);
  }
}
