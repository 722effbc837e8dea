import { LockFault } from '../../src/client/lock-fault';
import {
  type LockEvent,
  type LockHistoryEntry,
  type LockHistoryPage,
} from '../../src/client/lock-types';
import { createLockHistory, type LockHistory } from '../../src/operator/lock-history';
import { lockWith } from '../react/support/locks';

const SAM = { id: 'user-sam', username: 'sam' };
const BOB = { id: 'user-bob', username: 'bob' };

function entryOf(n: number, changes: Partial<LockHistoryEntry> = {}): LockHistoryEntry {
  return {
    ...{ id: String(n), type: 'ACQUIRED', route: 'volume', resourceId: '1', fencingToken: n },
    ...{ holder: BOB, previousHolder: null, actor: BOB, at: '', note: null, reason: null },
    ...changes,
  };
}

/** The gateway's whole history, newest first. */
let recorded: LockHistoryEntry[];
let asked: (string | undefined)[];
let failure: LockFault | null;
let history: LockHistory;

const client = {
  lockHistory: (
    _of: unknown,
    { first = 50, after }: { first?: number | undefined; after?: string | undefined } = {},
  ): Promise<LockHistoryPage> => {
    asked.push(after);
    if (failure) return Promise.reject(failure);
    const from = after === undefined ? 0 : recorded.findIndex(({ id }) => id === after) + 1;
    const nodes = recorded.slice(from, from + first);
    const hasNextPage = from + first < recorded.length;
    return Promise.resolve({
      nodes,
      pageInfo: { hasNextPage, endCursor: nodes.at(-1)?.id ?? null },
    });
  },
};

const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0);
const ids = (): string[] => history.getSnapshot().entries.map(({ id }) => id);

beforeEach(async () => {
  jest.useFakeTimers();
  recorded = Array.from({ length: 120 }, (_, index) => entryOf(120 - index));
  asked = [];
  failure = null;
  history = createLockHistory(client, { route: 'volume', id: '1' });
  expect(history.getSnapshot()).toMatchObject({ entries: [], isLoading: true });
  await settle();
});
afterEach(() => {
  history.close();
  jest.useRealTimers();
});

/** A take-over by sam, as it is told live, and as it is recorded. */
const TAKEN: LockEvent = {
  ...{ type: 'TAKEN_OVER', at: '2026-03-01T10:00:00.000Z', reason: 'holiday', actor: SAM },
  lock: { ...lockWith({ resourceId: '1', fencingToken: 200, holder: SAM }), waiters: [] },
  ...{ currentLock: null, previousHolder: BOB },
};
const RECORDED = entryOf(200, { type: 'TAKEN_OVER', holder: SAM, actor: SAM, reason: 'holiday' });

it('reads the newest page, and older ones when it is asked to', async () => {
  expect(history.getSnapshot()).toMatchObject({ isLoading: false, hasMore: true, fault: null });
  history.more();
  history.more();
  await settle();
  expect(asked).toEqual([undefined, '71']);
  history.more();
  await settle();
  expect(history.getSnapshot().hasMore).toBe(false);
  expect(ids()).toEqual(recorded.map(({ id }) => id));
});

it('shows at once what is told, and it stays one entry when it is recorded', async () => {
  history.add(TAKEN);
  const [first] = history.getSnapshot().entries;
  expect(first).toMatchObject({ type: 'TAKEN_OVER', previousHolder: BOB, reason: 'holiday' });
  recorded.unshift(RECORDED);
  await jest.advanceTimersByTimeAsync(1_500);
  expect(ids().slice(0, 2)).toEqual(['200', '120']);
  expect(history.getSnapshot().entries).toHaveLength(51);
});

it('looks again for what is recorded late, and not for ever', async () => {
  history.add(TAKEN);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(5);
  expect(history.getSnapshot().entries[0]).toMatchObject({ fencingToken: 200 });
});

it('a renewal and a change of the line are no history', async () => {
  history.add({ ...TAKEN, type: 'RENEWED' });
  history.add({ ...TAKEN, type: 'WAITERS_CHANGED' });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(history.getSnapshot().entries).toHaveLength(50);
  expect(asked).toHaveLength(1);
});

it('what was only found out, after a time without a connection, is read and not shown as told', async () => {
  recorded.unshift(RECORDED);
  history.add({ ...TAKEN, type: 'RELEASED', actor: null });
  await settle();
  expect(ids().slice(0, 2)).toEqual(['200', '120']);
});

it('after a long time without a look it has no hole', async () => {
  history.more();
  await settle();
  recorded = [...Array.from({ length: 70 }, (_, index) => entryOf(300 - index)), ...recorded];
  history.refresh();
  await settle();
  for (let page = 0; page < 5; page += 1) {
    history.more();
    await settle();
  }
  expect(ids()).toEqual(recorded.map(({ id }) => id));
});

it('keeps what it has when a read fails, and says why', async () => {
  failure = new LockFault('network', 'No connection.');
  history.refresh();
  await settle();
  expect(history.getSnapshot()).toMatchObject({ fault: failure, isLoading: false });
  expect(ids()).toHaveLength(50);
  failure = null;
  history.refresh();
  await settle();
  expect(history.getSnapshot().fault).toBeNull();
});

it('after it is closed nothing is asked', async () => {
  history.add(TAKEN);
  history.close();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
});
