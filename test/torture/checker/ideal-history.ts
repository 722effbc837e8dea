import { lockKeyOf } from '../../../src/domain/lock-key';
import { type LockRecord } from '../../../src/domain/lock-record';
import { acquire, forceRemove, remove, renew, takeOver } from '../../../src/domain/lock-state';
import { type Decision } from '../../../src/domain/transition';
import { request, withdraw } from '../../../src/domain/waiting';
import { type LockSnapshot } from '../../../src/domain/lock';
import { type Answer, type Call, type Door, type Op, type SeenLock } from '../history';
import { type Random } from '../random';
import { BASE_MS, LEASE_MS } from './history-builder';

const KEY = lockKeyOf('volume', '1');
const USERS = ['alice', 'bob', 'sam'];
const LENGTH_MS = 120_000;
const PLACE_MS = 60_000;

type Outcome = Parameters<typeof answerOf>[1];

interface Planned {
  readonly call: Omit<Call, 'outcome' | 'token'>;
  /** When the call takes effect: between start and end, or at any later time without an answer; Infinity: never. */
  readonly effectMs: number;
  readonly isUnknown: boolean;
}

/**
 * A random history of one lock as a service that keeps every rule would leave it: the gateway's
 * own transitions, one after the other, each at some instant of its call.
 */
export function idealHistory(random: Random, callCount: number): Call[] {
  const hasLine = random.next() < 0.5;
  const planned = Array.from({ length: callCount }, (_, id) => plan(id, random, hasLine));
  planned.sort((left, right) => left.effectMs - right.effectMs);
  let record: LockRecord | undefined;
  const tokens: number[] = [];
  const calls = planned.map(({ call, effectMs, isUnknown }): Call => {
    const wantsToken = call.op === 'renew' || (call.op === 'remove' && random.next() < 0.5);
    const isTokenSent = wantsToken && call.door === 'graphql';
    const token = isTokenSent ? (random.pick(tokens.slice(-3)) ?? 1) : undefined;
    const asked: Omit<Call, 'outcome'> = { ...call, ...(token !== undefined && { token }) };
    if (effectMs === Infinity) return { ...asked, outcome: { kind: 'unknown', reason: 'lost' } };
    const { outcome, next } = transitionOf(asked)(record, new Date(effectMs));
    record = next ?? record;
    if (record && tokens.at(-1) !== record.lock.fencingToken) tokens.push(record.lock.fencingToken);
    if (isUnknown) return { ...asked, outcome: { kind: 'unknown', reason: 'reset' } };
    return {
      ...asked,
      outcome: { kind: 'definite', status: 200, answer: answerOf(asked, outcome) },
    };
  });
  return calls.sort((left, right) => left.startMs - right.startMs);
}

function plan(id: number, random: Random, hasLine: boolean): Planned {
  const door: Door = random.pick(['rest', 'graphql']);
  const user = random.pick(USERS);
  const ops: Op[] = door === 'rest' ? ['acquire', 'remove'] : ['acquire', 'renew', 'remove'];
  if (door === 'graphql' && user === 'sam') ops.push('takeOver', 'forceRemove');
  if (door === 'graphql' && hasLine) ops.push('request', 'request', 'withdraw');
  const op = random.pick(ops);
  const startMs = BASE_MS + random.between(0, LENGTH_MS);
  const endMs = startMs + random.between(1, random.next() < 0.2 ? 4_000 : 50);
  const isUnknown = random.next() < 0.15;
  const lateMs = random.next() < 0.3 ? Infinity : random.between(0, 20_000);
  const isInSession =
    hasLine && door === 'graphql' && (op === 'acquire' || op === 'request') && random.next() < 0.5;
  const isShort = op === 'acquire' && door === 'graphql' && random.next() < 0.3;
  return {
    call: {
      id,
      client: 0,
      gateway: 0,
      lock: KEY.id,
      ...{ user, door, op, startMs, endMs },
      ...(isShort && { ttlMs: 10_000 }),
      ...(isInSession && { sessionId: random.pick(['tab-1', 'tab-2']) }),
      ...(isInSession && op === 'acquire' && { adopt: random.next() < 0.5 }),
    },
    effectMs: isUnknown ? startMs + lateMs : random.between(startMs, endMs),
    isUnknown,
  };
}

function transitionOf(
  call: Omit<Call, 'outcome'>,
): (current: LockRecord | undefined, now: Date) => Decision<Outcome> {
  const holder = { id: call.user, username: call.user };
  switch (call.op) {
    case 'acquire':
      return acquire({
        ...{ key: KEY, holder, leaseMs: call.ttlMs, defaultLeaseMs: LEASE_MS, note: undefined },
        ...{ sessionId: call.sessionId, isAdopting: call.adopt },
      });
    case 'request':
      return request({
        ...{ key: KEY, holder, defaultLeaseMs: LEASE_MS, placeMs: PLACE_MS, message: undefined },
        sessionId: call.sessionId,
      });
    case 'withdraw':
      return withdraw({ user: holder });
    case 'renew':
      return renew({
        ...{ holderId: call.user, fencingToken: call.token ?? 0, defaultLeaseMs: LEASE_MS },
      });
    case 'takeOver':
      return takeOver({ key: KEY, holder, leaseMs: LEASE_MS, note: null });
    case 'forceRemove':
      return forceRemove({ actor: holder });
    case 'remove':
    case 'acquireAll':
    case 'removeAll':
    case 'lock':
    case 'locks':
    case 'finalLocks':
      return remove({ holderId: call.user, fencingToken: call.token });
  }
}

function answerOf(
  call: Omit<Call, 'outcome'>,
  outcome:
    | { kind: 'acquired'; lock: LockSnapshot; created: boolean }
    | { kind: 'renewed' | 'takenOver' | 'heldByOther'; lock: LockSnapshot }
    | { kind: 'queued' | 'lineFull'; lock: LockSnapshot }
    | { kind: 'withdrawn'; wasWaiting: boolean }
    | { kind: 'removed'; lock: LockSnapshot; passedTo: LockSnapshot | null }
    | { kind: 'lost'; lock: LockSnapshot | null }
    | { kind: 'notFound' },
): Answer {
  const isRest = call.door === 'rest';
  switch (outcome.kind) {
    case 'acquired':
      return isRest
        ? { kind: 'granted', lock: { holder: call.user } }
        : { kind: 'granted', lock: seen(outcome.lock), created: outcome.created };
    case 'renewed':
    case 'takenOver':
      return { kind: 'granted', lock: seen(outcome.lock) };
    case 'heldByOther': {
      const lock = seen(outcome.lock);
      if (!isRest) return { kind: 'conflict', lock };
      // REST tells the holder of a refused acquire in headers, and nothing of a refused removal.
      const { holder, expiresAtMs = null, acquiredAtMs = 0 } = lock;
      const told = { holder, expiresAtMs, acquiredAtMs };
      return { kind: 'conflict', ...(call.op === 'acquire' && { lock: told }) };
    }
    case 'removed':
      if (isRest) return { kind: 'removed' };
      // GraphQL tells whose grant was ended and its token, but not its times.
      return {
        kind: 'removed',
        lock: { holder: outcome.lock.holder.username, token: outcome.lock.fencingToken },
        next: outcome.passedTo && seen(outcome.passedTo),
      };
    case 'queued':
    case 'lineFull':
      return { kind: 'queued', lock: seen(outcome.lock) };
    case 'withdrawn':
      return { kind: 'withdrawn', wasWaiting: outcome.wasWaiting };
    case 'lost':
      return { kind: 'lost', lock: outcome.lock && seen(outcome.lock) };
    case 'notFound':
      return { kind: 'notFound' };
  }
}

function seen(lock: LockSnapshot): SeenLock {
  return {
    holder: lock.holder.username,
    token: lock.fencingToken,
    acquiredAtMs: lock.acquiredAt.getTime(),
    expiresAtMs: lock.expiresAt && lock.expiresAt.getTime(),
  };
}
