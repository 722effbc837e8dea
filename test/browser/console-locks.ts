import { type LockRecord } from '../../src/domain/lock-record';
import { lockKeyOf } from '../../src/domain/lock-key';
import { toDocument } from '../../src/storage/locks/lock-document';
import { holderNamed } from '../support/open-test-store';
import { type TestGateway } from '../support/start-test-gateway';

const HOUR_MS = 60 * 60_000;
const NAMES = ['alice', 'bob', 'eve', 'editor-1', 'editor-2', 'editor-3'] as const;
const NOTES = [
  'price update, back at 15:00',
  null,
  null,
  'proof-reading',
  null,
  'new cover',
] as const;

/** Since when locks are held: the oldest, and all of them within a time; and how long they have left. */
export interface Ages {
  readonly oldestMs: number;
  readonly withinMs: number;
  readonly leaseMs: number;
}

const SOME_DAY: Ages = { oldestMs: 20 * HOUR_MS, withinMs: 19 * HOUR_MS, leaseMs: 24 * HOUR_MS };

/** As many held locks of several users, the first the oldest. */
export function heldLocks(count: number, { oldestMs, withinMs, leaseMs } = SOME_DAY): LockRecord[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, n) => {
    const acquiredAt = new Date(now - oldestMs + n * (withinMs / count));
    const name = NAMES[n % NAMES.length]!;
    return {
      lock: {
        key: lockKeyOf(n % 3 === 0 ? 'series' : 'volume', String(n).padStart(5, '0')),
        ...{ holder: holderNamed(name), acquiredAt, renewedAt: acquiredAt },
        ...{ expiresAt: new Date(now + leaseMs), leaseMs },
        ...{ fencingToken: acquiredAt.getTime(), note: NOTES[n % NOTES.length]! },
        ...{ sessionId: null, isReserved: false, holdEndsAt: null },
      },
      ...{ status: 'held', endedAt: null, waiters: [] },
    };
  });
}

/** Stores records as they are, and tells nobody but the change stream. */
export async function store({ locks }: TestGateway, records: readonly LockRecord[]): Promise<void> {
  await locks.insertMany(records.map((record) => toDocument(record, 1)));
}

/** A list as it looks on an ordinary day, and a record with a line. */
export async function seedConsole(gateway: TestGateway): Promise<void> {
  await store(gateway, heldLocks(40));
  const as = async (user: string, query: string): Promise<void> => {
    const { status, text } = await gateway.postGraphQL(user, { query });
    expect([status, text]).toEqual([200, expect.not.stringContaining('errors')]);
  };
  const record = 'route: "volume", id: "1234"';
  await as('alice', `mutation { acquireLock(${record}, note: "price update") { __typename } }`);
  await as(
    'sam',
    `mutation { takeOverLock(${record}, reason: "alice is on holiday") { __typename } }`,
  );
  await as(
    'alice',
    `mutation { requestLock(${record}, message: "Please, when you are done") { __typename } }`,
  );
  await as('bob', `mutation { requestLock(${record}) { __typename } }`);
}
