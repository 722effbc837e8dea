import { type Caller } from './caller';
import { assertInTime } from './errors';
import {
  type AcquireCall,
  holderOf,
  type LockCall,
  requestedLeaseMs,
  textToStore,
} from './grant-request';
import { PLACE_MS } from './line';
import { type LockHistory } from './lock-history';
import { type LockKey } from './lock-key';
import { heldAfter, type TransitionOutcome } from './lock-outcome';
import { LockQuota } from './lock-quota';
import { type OfRecord, type QuotaExceeded } from './lock-result';
import { type AcquireRequest } from './lock-state';
import { type ChangeTerms, type LockStore } from './lock-store';
import { type Transition } from './transition';

/** The terms on which locks are granted. */
export interface LockTerms {
  readonly store: LockStore;
  /** The lease of a grant that asks for none; null means no expiry. */
  readonly defaultLeaseMs: number | null;
  /** How long a grant lasts at most, whatever renews it; default: no limit. */
  readonly maxHoldMs?: number | null | undefined;
  /** How long a place in a line is kept after the last sign of life; default: `PLACE_MS`. */
  readonly placeMs?: number | undefined;
  /** Undefined: what happens to locks is not kept. */
  readonly history?: LockHistory | undefined;
  /** Default: no limit. */
  readonly quota?: { readonly maxLocks: number; readonly maxWaitMs: number } | undefined;
}

/** A call whose key is valid. */
export interface CheckedCall extends Pick<LockCall, 'change' | 'deadlineAt'> {
  readonly key: LockKey;
}

/** The parts of a call with a valid key that a change needs. */
export function checkedCall(
  key: LockKey,
  { change, deadlineAt }: Pick<LockCall, 'change' | 'deadlineAt'>,
): CheckedCall {
  return { key, change, deadlineAt };
}

/** Runs the transitions of callers on the store, on the terms and within the quota of the gateway. */
export class CallerChanges {
  readonly store: LockStore;
  readonly defaultLeaseMs: number | null;
  readonly maxHoldMs: number | null;
  readonly placeMs: number;
  private readonly quota: LockQuota | undefined;

  constructor({ store, defaultLeaseMs, maxHoldMs, placeMs, quota }: LockTerms) {
    this.store = store;
    this.defaultLeaseMs = defaultLeaseMs;
    this.maxHoldMs = maxHoldMs ?? null;
    this.placeMs = placeMs ?? PLACE_MS;
    this.quota = quota && new LockQuota({ store, ...quota });
  }

  /** A transition that can grant a lock to the caller. */
  grant<Outcome extends TransitionOutcome>(
    caller: Caller,
    call: CheckedCall,
    transition: Transition<Outcome>,
  ): Promise<OfRecord<Outcome> | QuotaExceeded> {
    return this.withinQuota(caller, [call.key], call.deadlineAt, () =>
      this.change(caller, call, transition),
    );
  }

  /** A transition that shows a lock; with the record as it is then. */
  async change<Outcome extends TransitionOutcome>(
    caller: Caller,
    call: CheckedCall,
    transition: Transition<Outcome>,
  ): Promise<OfRecord<Outcome>> {
    const outcome = await this.decide(caller, call, transition);
    // As the transition saw it: a second read could already see a later change.
    return { ...outcome, record: { key: call.key, lock: heldAfter(outcome) } };
  }

  /** Any transition; rejects with `Overloaded` when the time of the call is up. */
  async decide<Outcome>(
    caller: Caller,
    { key, change, deadlineAt }: CheckedCall,
    transition: Transition<Outcome>,
  ): Promise<Outcome> {
    assertInTime(deadlineAt);
    const terms = termsOf(caller, deadlineAt);
    return change?.decide(transition, terms) ?? this.store.change(key, transition, terms);
  }

  /** Runs a grant of some keys if the caller may have as many. */
  withinQuota<Outcome>(
    caller: Caller,
    keys: readonly LockKey[],
    deadlineAt: number | undefined,
    run: () => Promise<Outcome>,
  ): Promise<Outcome | QuotaExceeded> {
    return this.quota ? this.quota.grant({ holderId: caller.id, keys, deadlineAt }, run) : run();
  }

  /** What a valid call asks for, on the terms of the gateway. */
  asked(caller: Caller, key: LockKey, call: Omit<AcquireCall, keyof LockCall>): AcquireRequest {
    return {
      key,
      holder: holderOf(caller),
      leaseMs: requestedLeaseMs(call),
      defaultLeaseMs: this.defaultLeaseMs,
      maxHoldMs: this.maxHoldMs,
      note: textToStore(call.note),
      sessionId: call.sessionId,
      isAdopting: call.adopt,
    };
  }
}

/** Whose change it is and until when it may begin. */
export function termsOf(caller: Caller, deadlineAt: number | undefined): ChangeTerms {
  return { ownerId: caller.id, deadlineAt };
}
