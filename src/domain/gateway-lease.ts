import { type Holder } from './lock';
import { lockKeyOf, type LockKey } from './lock-key';
import { type LockRecord, NOBODY } from './lock-record';
import { acquire, remove, renew } from './lock-state';
import { type LockStore } from './lock-store';
import { type Transition } from './transition';
import { isUnreadable } from './unreadable-record';

/** One time of having a lease, from the grant until it is lost or let go. */
export interface LeaseTerm {
  /** Larger than that of everybody who had the lease before. */
  readonly fencingToken: number;
  /** False from the moment on at which another gateway may have it. */
  isHeld(): boolean;
  /** Extends it; rejects when the database does not answer. False: it is lost. */
  keep(): Promise<boolean>;
  /** Lets another gateway have it at once. */
  release(): Promise<void>;
  /** The time by the database's clock. */
  nowMs(): number;
}

/**
 * A lock that gateways have among themselves, for work that one of them does at a time. No caller can
 * name it, since a route is never empty, and no list, count, event or history has it, since it is never
 * stored as held: it is stored as ended, at the time when it will end.
 */
export class GatewayLease {
  private readonly key: LockKey;
  private readonly holder: Holder;
  private readonly store: Pick<LockStore, 'change'>;
  private readonly leaseMs: number;

  constructor(terms: {
    readonly store: Pick<LockStore, 'change'>;
    /** Names the work. */
    readonly name: string;
    /** Of this gateway alone, and of this life of it. */
    readonly gatewayId: string;
    /** How long a gateway that was lost keeps others from going on. */
    readonly leaseMs: number;
  }) {
    this.key = lockKeyOf('', terms.name);
    this.holder = { id: terms.gatewayId, username: terms.name };
    this.store = terms.store;
    this.leaseMs = terms.leaseMs;
  }

  /** Takes the lease; undefined when another gateway has it. */
  async take(): Promise<LeaseTerm | undefined> {
    const { key, holder, leaseMs } = this;
    const askedAt = performance.now();
    const taken = await this.change(acquire({ key, holder, leaseMs, defaultLeaseMs: leaseMs }));
    if (taken.kind !== 'acquired') return undefined;
    const { fencingToken, asOf } = taken.lock;
    return this.term(fencingToken, { askedAt, asOf });
  }

  private term(fencingToken: number, first: Answered): LeaseTerm {
    const { holder, leaseMs } = this;
    const grant = { holderId: holder.id, fencingToken };
    let last: Answered | undefined = first;
    let offsetMs = offsetOf(first);
    return {
      fencingToken,
      isHeld: () => last !== undefined && performance.now() - last.askedAt < leaseMs,
      keep: async () => {
        const askedAt = performance.now();
        const kept = await this.change(renew({ ...grant, defaultLeaseMs: leaseMs }));
        // Revived under a new token, it may have been somebody else's in between.
        const isSame = kept.kind === 'renewed' && kept.lock.fencingToken === fencingToken;
        last = isSame ? { askedAt, asOf: kept.lock.asOf } : undefined;
        if (last) offsetMs = offsetOf(last);
        return isSame;
      },
      release: async () => {
        last = undefined;
        await this.change(remove(grant));
      },
      nowMs: () => performance.now() + offsetMs,
    };
  }

  private change<Outcome>(transition: Transition<Outcome>): Promise<Outcome> {
    return this.store.change(this.key, unseen(transition));
  }
}

/** When the database was asked, by the monotonic clock of the process, and the time that it told. */
interface Answered {
  readonly askedAt: number;
  readonly asOf: Date;
}

function offsetOf({ askedAt, asOf }: Answered): number {
  return asOf.getTime() - askedAt;
}

/** Makes a transition of a lease that is stored as ended, and tells nobody of it. */
function unseen<Outcome>(transition: Transition<Outcome>): Transition<Outcome> {
  return (stored, now) => {
    const before = isUnreadable(stored) ? stored : stored && asHeld(stored, now);
    const { outcome, next } = transition(before, now);
    return next ? { outcome, next: asEnded(next) } : { outcome };
  };
}

function asHeld(stored: LockRecord, now: Date): LockRecord {
  const { endedAt } = stored;
  const isHeld = endedAt !== null && endedAt.getTime() > now.getTime();
  return isHeld ? { ...stored, status: 'held', endedAt: null } : stored;
}

function asEnded({ lock, status, endedAt }: LockRecord): LockRecord {
  const ends = status === 'held' ? lock.expiresAt : endedAt;
  return { lock, status: 'removed', endedAt: ends, waiters: NOBODY };
}
