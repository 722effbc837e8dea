import { type LockEvent, type LockPage } from '../../src/client/lock-types';
import { createLockList, type LockList } from '../../src/operator/lock-list';
import { lockWith } from '../react/support/locks';
import { ManualWatch } from '../react/support/manual-client';

let watch: ManualWatch | undefined;
let frames: (() => void)[];
let list: LockList;
/** The pages that the gateway was asked for, by their cursor; two of two locks. */
let pages: (string | undefined)[];

beforeEach(() => {
  jest.useFakeTimers();
  watch = undefined;
  frames = [];
  pages = [];
  const client = {
    watch: (filter = {}) => {
      watch = new ManualWatch(filter);
      return watch.watch;
    },
    locks: ({ after }: { after?: string | undefined } = {}): Promise<LockPage> => {
      pages.push(after);
      const nodes = (after ? ['3', '4'] : ['1', '2']).map((resourceId) => lockWith({ resourceId }));
      const more = { hasNextPage: !after, hasPreviousPage: Boolean(after) };
      return Promise.resolve({ nodes, pageInfo: { ...more, startCursor: '', endCursor: 'next' } });
    },
  };
  list = createLockList(client, { route: 'volume' }, (run) => void frames.push(run));
});

afterEach(() => jest.useRealTimers());

const draw = (): void => frames.splice(0).forEach((run) => run());
const eventOf = (changes: Partial<LockEvent>): LockEvent => {
  const lock = { ...lockWith(), waiters: [] };
  const nobody = { previousHolder: null, actor: null, reason: null };
  return { type: 'RENEWED', at: lock.renewedAt, lock, currentLock: lock, ...nobody, ...changes };
};

it('asks nothing until somebody subscribes, and once for all of them', () => {
  expect(watch).toBeUndefined();
  list.subscribe(() => {});
  const first = watch;
  list.subscribe(() => {});
  expect(watch).toBe(first);
  expect(watch!.filter).toEqual({ route: 'volume' });
});

it('tells once a frame, however much happened, and nothing when nothing did', () => {
  let told = 0;
  list.subscribe(() => (told += 1));
  for (let n = 0; n < 100; n += 1) watch!.show('live', [lockWith({ fencingToken: n })]);
  expect(list.getSnapshot().status).toBe('connecting');
  draw();
  expect(told).toBe(1);
  expect(list.getSnapshot()).toMatchObject({ status: 'live' });
  expect(list.getSnapshot().locks.get('volume/1234')?.fencingToken).toBe(99);
  const snapshot = list.getSnapshot();
  draw();
  expect(list.getSnapshot()).toBe(snapshot);
});

it('knows a lock between two frames, as it is', () => {
  list.subscribe(() => {});
  watch!.show('live', [lockWith({ fencingToken: 8 })]);
  expect(list.current('volume/1234')?.fencingToken).toBe(8);
  watch!.show('live', []);
  expect(list.current('volume/1234')).toBeUndefined();
});

it('tells events as they happen', () => {
  const told: string[] = [];
  list.subscribe(() => {});
  list.onEvent(({ type }) => told.push(type));
  watch!.tell(eventOf({ type: 'TAKEN_OVER' }));
  watch!.tell(eventOf({ type: 'FORCE_REMOVED', currentLock: null }));
  expect(told).toEqual(['TAKEN_OVER', 'FORCE_REMOVED']);
});

it('learns the time of the gateway from a picture and from events', () => {
  list.subscribe(() => {});
  const at = (ms: number): ReturnType<typeof lockWith> =>
    lockWith({ expiresAt: new Date(ms + 1_000).toISOString(), expiresInMs: 1_000 });
  const later = Date.now() + 3_600_000;
  watch!.show('live', [at(later)]);
  expect(list.now() - later).toBeLessThan(1_000);
  expect(list.now()).toBeGreaterThanOrEqual(later);
  const muchLater = later + 3_600_000;
  watch!.tell(eventOf({ currentLock: { ...at(muchLater), waiters: [] } }));
  expect(list.now()).toBeGreaterThanOrEqual(muchLater);
});

it('after it is closed nothing is watched', () => {
  list.subscribe(() => {});
  list.close();
  expect(watch!.isClosed).toBe(true);
});

describe('while the picture is not there', () => {
  it('a short list is waited for', async () => {
    list.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(200);
    watch!.show('live', []);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(pages).toEqual([]);
  });

  it('a long one is read page by page, and shown as far as it is known', async () => {
    list.subscribe(() => {});
    await jest.advanceTimersByTimeAsync(250);
    draw();
    expect(pages).toEqual([undefined, 'next']);
    expect(list.getSnapshot().status).toBe('connecting');
    expect([...list.getSnapshot().locks.keys()]).toEqual([
      ...['volume/1', 'volume/2', 'volume/3', 'volume/4'],
    ]);
    watch!.show('live', [lockWith({ resourceId: '9' })]);
    draw();
    expect([...list.getSnapshot().locks.keys()]).toEqual(['volume/9']);
  });

  it('nothing more is read once the picture is there, or the list is closed', async () => {
    for (const end of [() => watch!.show('live', []), () => list.close()]) {
      pages = [];
      list.subscribe(() => {});
      jest.advanceTimersByTime(250);
      end();
      await jest.advanceTimersByTimeAsync(1_000);
      expect(pages.length).toBeLessThan(2);
    }
  });
});
