import { NeedsReplicaSet, Unavailable } from '../../src/domain/errors';
import { type LockEvent } from '../../src/domain/lock-event';
import { type LockSubscription, type LockSubscriptionRequest } from '../../src/domain/lock-feed';
import { LiveLocks, type LiveLocksOptions } from '../../src/live/live-locks';
import { ALICE, BOB, NOW } from '../support/lock-records';
import { held, ManualStream } from '../support/manual-stream';
import { observing, requestOf } from '../support/open-test-feed';

let stream: ManualStream;
let live: LiveLocks;
let observed: ReturnType<typeof observing>['observed'];

function open(options: Partial<LiveLocksOptions> = {}): void {
  const observing_ = observing();
  observed = observing_.observed;
  stream = new ManualStream();
  live = new LiveLocks({ stream, observer: observing_.observer, ...options });
}

beforeEach(() => open());
afterEach(() => live.stop());

/** Everything that is there to be read, each as its type and its resource id. */
function read(subscription: LockSubscription): string[] {
  return Array.from(taken(subscription), ({ type, record }) =>
    record ? `${type} ${record.key.resourceId}` : type,
  );
}

function* taken(subscription: LockSubscription): Generator<LockEvent> {
  for (let event = subscription.take(); event; event = subscription.take()) yield event;
}

/** The first subscription, with these locks. */
async function begin(
  records = [held('1'), held('2')],
  request: Partial<LockSubscriptionRequest> = {},
): Promise<LockSubscription> {
  const subscribed = live.subscribe(requestOf(request));
  stream.begin(...records);
  return subscribed;
}

const subscribe = (request: Partial<LockSubscriptionRequest> = {}) =>
  live.subscribe(requestOf(request));

describe('a subscription', () => {
  test('has the locks that stand, and then every change', async () => {
    const subscription = await begin();
    stream.write(held('3'), ['ACQUIRED']);
    expect(read(subscription)).toEqual(['SNAPSHOT 1', 'SNAPSHOT 2', 'SNAPSHOT 3', 'SNAPSHOT_END']);
    stream.write(held('1'), ['RENEWED', 'RENEWED']);
    stream.write(held('2'), ['RELEASED'], { isHeld: false });
    expect(read(subscription)).toEqual(['RENEWED 1', 'RENEWED 1', 'RELEASED 2']);
  });

  test('that reads in the middle of a snapshot gets what changes meanwhile after it', async () => {
    const subscription = await begin();
    expect(subscription.take()).toMatchObject({ type: 'SNAPSHOT' });
    stream.write(held('2'), ['RELEASED'], { isHeld: false });
    expect(read(subscription)).toEqual(['SNAPSHOT 2', 'SNAPSHOT_END', 'RELEASED 2']);
  });

  test('without a snapshot has only what changes', async () => {
    const subscription = await begin(undefined, { snapshot: false });
    expect(read(subscription)).toEqual([]);
    stream.write(held('1'), ['RENEWED']);
    expect(read(subscription)).toEqual(['RENEWED 1']);
  });

  test('gets the same event as every other, for locks that stand too', async () => {
    const one = await begin();
    const other = await subscribe();
    stream.write(held('3'), ['ACQUIRED']);
    const events = [...taken(one)];
    expect([...taken(other)].map((event, index) => event === events[index])).not.toContain(false);
    stream.write(held('1'), ['RENEWED']);
    expect(one.take()).toBe(other.take());
  });

  test('shows a lock that stands at most half a second older than it is', async () => {
    const asOf = async (): Promise<number> => (await subscribe()).take()!.lock!.asOf.getTime();
    await begin();
    await asOf();
    stream.now = new Date(NOW.getTime() + 499);
    expect(await asOf()).toBe(NOW.getTime());
    stream.now = new Date(NOW.getTime() + 500);
    expect(await asOf()).toBe(NOW.getTime() + 500);
  });

  test('answers those who wait, in order, and all of them when it ends', async () => {
    const subscription = await begin([], { snapshot: false });
    const waiting = [subscription.next(), subscription.next(), subscription.next()];
    stream.write(held('1'), ['ACQUIRED']);
    stream.write(held('1'), ['RENEWED']);
    await subscription.return();
    expect(await Promise.all(waiting)).toMatchObject([
      { value: { type: 'ACQUIRED' } },
      { value: { type: 'RENEWED' } },
      { done: true },
    ]);
    expect(await subscription.next()).toEqual({ done: true, value: undefined });
    stream.write(held('1'), ['RENEWED']);
    expect(subscription.take()).toBeUndefined();
    expect(live.size).toBe(0);
  });

  test('is asked for the next event by `for await`', async () => {
    const subscription = await begin([held('1')]);
    const types: string[] = [];
    for await (const { type } of subscription) {
      types.push(type);
      if (type === 'SNAPSHOT_END') break;
    }
    expect(types).toEqual(['SNAPSHOT', 'SNAPSHOT_END']);
    expect(live.size).toBe(0);
  });
});

describe('a filter lets through nothing else', () => {
  const records = [held('1'), held('2', BOB), held('1', ALICE, 'series')];
  const events = (): void => {
    stream.write(held('1'), ['RENEWED']);
    stream.write(held('2', BOB), ['RENEWED']);
    stream.write(held('1', ALICE, 'series'), ['RENEWED']);
    stream.write(held('3', BOB, 'series'), ['ACQUIRED']);
  };

  test.each([
    [
      'all',
      {},
      ['volume/1', 'volume/2', 'series/1'],
      ['volume/1', 'volume/2', 'series/1', 'series/3'],
    ],
    ['a route', { route: 'series' }, ['series/1'], ['series/1', 'series/3']],
    ['ids', { route: 'volume', resourceIds: ['2', '3'] }, ['volume/2'], ['volume/2']],
    ['a holder', { holderId: BOB.id }, ['volume/2'], ['volume/2', 'series/3']],
    ['a holder in a route', { route: 'series', holderId: BOB.id }, [], ['series/3']],
    [
      'a holder of ids',
      { route: 'volume', resourceIds: ['1', '2'], holderId: BOB.id },
      ['volume/2'],
      ['volume/2'],
    ],
    ['an unknown holder', { holderId: 'nobody' }, [], []],
    ['nothing', 'nothing' as const, [], []],
  ])('%s', async (_, filter, standing, changed) => {
    await begin(records);
    const subscription = await subscribe({ filter });
    const ids = (): string[] =>
      Array.from(taken(subscription), ({ record, type }) => record?.key.id ?? type);
    expect(ids()).toEqual([...standing, 'SNAPSHOT_END']);
    events();
    expect(ids()).toEqual(changed);
  });

  test('a lock that passes from the holder to another, or to the holder, is let through', async () => {
    await begin([held('1')]);
    const [alices, bobs] = [
      await subscribe({ filter: { holderId: ALICE.id } }),
      await subscribe({ filter: { holderId: BOB.id } }),
    ];
    [read(alices), read(bobs)].forEach((events) => expect(events).toContain('SNAPSHOT_END'));
    stream.write(held('1', BOB), ['TAKEN_OVER'], { previousHolder: ALICE });
    stream.write(held('1', BOB), ['RENEWED']);
    expect(read(alices)).toEqual(['TAKEN_OVER 1']);
    expect(read(bobs)).toEqual(['TAKEN_OVER 1', 'RENEWED 1']);
    expect(read(await subscribe({ filter: { holderId: ALICE.id } }))).toEqual(['SNAPSHOT_END']);
  });

  test('the locks that stand have left the mirror with their holder', async () => {
    await begin([held('1')]);
    stream.write(held('1', BOB), ['TAKEN_OVER'], { previousHolder: ALICE });
    stream.write(held('1', BOB), ['RELEASED'], { isHeld: false });
    for (const filter of [{}, { route: 'volume' }, { holderId: BOB.id }, { holderId: ALICE.id }]) {
      expect(read(await subscribe({ filter }))).toEqual(['SNAPSHOT_END']);
    }
  });
});

describe('one who reads too slowly', () => {
  test('gets a fresh snapshot in place of the events that had no room', async () => {
    open({ maxBuffered: 3 });
    const slow = await begin();
    const fast = await subscribe();
    read(slow);
    read(fast);
    for (const type of ['RENEWED', 'RENEWED', 'RENEWED'] as const) stream.write(held('1'), [type]);
    stream.write(held('1'), ['RELEASED'], { isHeld: false });
    stream.write(held('3'), ['ACQUIRED']);
    expect(observed.overflowed).toHaveLength(2);
    expect(read(slow)).toEqual(['SNAPSHOT 2', 'SNAPSHOT 3', 'SNAPSHOT_END']);
    stream.write(held('2'), ['RENEWED']);
    expect(read(slow)).toEqual(['RENEWED 2']);
    expect(observed.snapshot).toEqual(['asked', 'asked', 'overflow']);
  });

  test('keeps all that has room, in order', async () => {
    open({ maxBuffered: 3 });
    const slow = await begin([], { snapshot: false });
    stream.write(held('1'), ['ACQUIRED', 'RENEWED']);
    expect(slow.take()).toMatchObject({ type: 'ACQUIRED' });
    stream.write(held('1'), ['RENEWED']);
    stream.write(held('1'), ['RELEASED'], { isHeld: false });
    expect(read(slow)).toEqual(['RENEWED 1', 'RENEWED 1', 'RELEASED 1']);
    expect(observed.overflowed).toEqual([]);
  });
});

describe('one who comes back', () => {
  test('goes on after the last event that was seen, without a snapshot', async () => {
    const before = await begin();
    const end = [...taken(before)].at(-1)!;
    stream.write(held('1'), ['RENEWED', 'RENEWED']);
    stream.write(held('2'), ['RENEWED']);
    expect(read(await subscribe({ resumeAfter: end.cursor! }))).toEqual([
      ...['RENEWED 1', 'RENEWED 1', 'RENEWED 2'],
    ]);
    const { cursor } = before.take()!;
    const again = await subscribe({ resumeAfter: cursor!, filter: { route: 'volume' } });
    expect(read(again)).toEqual(['RENEWED 1', 'RENEWED 2']);
    stream.write(held('2'), ['RENEWED']);
    expect(read(again)).toEqual(['RENEWED 2']);
    expect(observed.snapshot).toEqual(['asked']);
  });

  test('too late gets a snapshot', async () => {
    open({ keptEvents: 2 });
    const before = await begin();
    const { cursor } = [...taken(before)].at(-1)!;
    for (let count = 0; count < 4; count += 1) stream.write(held('1'), ['RENEWED']);
    const late = await subscribe({ resumeAfter: cursor! });
    expect(read(late).sort()).toEqual(['SNAPSHOT 1', 'SNAPSHOT 2', 'SNAPSHOT_END']);
    const seen = [...taken(before)].map((event) => event.cursor!);
    expect(read(await subscribe({ resumeAfter: seen.at(-1)! }))).toEqual([]);
    expect(read(await subscribe({ resumeAfter: seen.at(-2)! }))).toEqual(['RENEWED 1']);
    expect(observed.snapshot).toEqual(['asked', 'cursor']);
  });

  test.each(['', 'x', '1.0', '1.0.0.0', 'zzzzzzzzzzzzz.0.0', '-1.0.0', `${'9'.repeat(20)}.0.0`])(
    'with a cursor that is none here (%j) gets a snapshot',
    async (resumeAfter) => {
      await begin([held('1')]);
      const subscription = await subscribe({ resumeAfter, snapshot: false });
      expect(read(subscription)).toEqual(['SNAPSHOT 1', 'SNAPSHOT_END']);
    },
  );

  test('with a cursor within the time of the reading gets a snapshot', async () => {
    await begin([held('1')]);
    stream.write(held('1'), ['RENEWED']);
    expect(read(await subscribe({ resumeAfter: '1.0.0' }))).toContain('SNAPSHOT_END');
  });

  test('with the cursor of another gateway goes on as well', async () => {
    await begin();
    stream.write(held('1'), ['RENEWED']);
    const elsewhere = new ManualStream();
    const other = new LiveLocks({ stream: elsewhere, observer: observing().observer });
    const subscribed = other.subscribe(requestOf());
    elsewhere.begin(held('1'), held('2'));
    elsewhere.write(held('1'), ['RENEWED']);
    const cursors = Array.from(taken(await subscribed), ({ cursor }) => cursor);
    await other.stop();
    stream.write(held('2'), ['RENEWED']);
    expect(read(await subscribe({ resumeAfter: cursors.at(-1)! }))).toEqual(['RENEWED 2']);
  });
});

describe('the stream', () => {
  test('is followed when the first subscribes, once for all', async () => {
    expect(stream.followers).toHaveLength(0);
    await begin();
    await subscribe();
    expect(stream.followers).toHaveLength(1);
  });

  test('that lost its place gives everybody a fresh snapshot, whether they wait or not', async () => {
    const idle = await begin();
    read(idle);
    const waiting = await subscribe({ snapshot: false });
    const next = waiting.next();
    stream.write(held('1'), ['RENEWED']);
    await next;
    const pending = waiting.next();
    stream.follower.interrupted(new Error('lost'));
    stream.begin(held('2'), held('3', BOB));
    expect(read(idle)).toEqual(['SNAPSHOT 2', 'SNAPSHOT 3', 'SNAPSHOT_END']);
    expect(await pending).toMatchObject({ value: { type: 'SNAPSHOT' } });
    expect(read(waiting)).toEqual(['SNAPSHOT 3', 'SNAPSHOT_END']);
    expect(observed.snapshot).toEqual(['asked', 'lost', 'lost']);
  });

  test('that fails while it is read begins with nothing of that reading', async () => {
    const subscribed = subscribe();
    stream.follower.read([held('1'), held('2')]);
    stream.follower.interrupted(new Error('away'));
    stream.begin(held('3'));
    expect(read(await subscribed)).toEqual(['SNAPSHOT 3', 'SNAPSHOT_END']);
  });

  test('keeps a new subscriber waiting while it is interrupted', async () => {
    const first = await begin();
    read(first);
    stream.follower.interrupted(new Error('away'));
    let isSubscribed = false;
    const subscribed = subscribe().then((subscription) => {
      isSubscribed = true;
      return subscription;
    });
    await new Promise(setImmediate);
    expect(isSubscribed).toBe(false);
    stream.follower.live();
    expect(read(await subscribed)).toContain('SNAPSHOT_END');
  });

  test('that does not begin in time is an error with its cause', async () => {
    const subscribed = subscribe({ deadlineAt: performance.now() + 20 });
    const cause = new Error('away');
    stream.follower.interrupted(cause);
    await expect(subscribed).rejects.toThrow(Unavailable);
    await expect(subscribed).rejects.toMatchObject({ cause });
  });

  test('that a database does not have is an error at once, every time', async () => {
    for (let times = 1; times <= 2; times += 1) {
      const subscribed = subscribe();
      expect(stream.followers).toHaveLength(times);
      stream.follower.interrupted(new NeedsReplicaSet('a replica set is needed'));
      await expect(subscribed).rejects.toThrow(NeedsReplicaSet);
      expect(stream.stopped).toBe(times);
    }
  });

  test('is left a while after the last subscriber, and followed anew by the next', async () => {
    jest.useFakeTimers();
    try {
      const first = await begin();
      await first.return();
      jest.advanceTimersByTime(59_000);
      const second = await subscribe();
      jest.advanceTimersByTime(120_000);
      expect(stream.stopped).toBe(0);
      await second.return();
      jest.advanceTimersByTime(60_000);
      expect(stream.stopped).toBe(1);
      const third = subscribe();
      stream.begin(held('9'));
      expect(read(await third)).toEqual(['SNAPSHOT 9', 'SNAPSHOT_END']);
    } finally {
      jest.useRealTimers();
    }
  });

  test('ends with every subscription when it is stopped', async () => {
    const subscription = await begin([], { snapshot: false });
    const next = subscription.next();
    const late = new LiveLocks({ stream, observer: observing().observer }).subscribe(requestOf());
    await live.stop();
    expect(await next).toMatchObject({ done: true });
    expect(stream.stopped).toBe(1);
    await expect(subscribe()).rejects.toThrow(Unavailable);
    stream.begin();
    await (await late).return();
  });
});

describe('the places in lines that are kept', () => {
  const placeEndsAt = new Date(NOW.getTime() + 60_000);
  const waiter = (id: string) => ({
    ...{ user: { id, username: id }, since: NOW, placeEndsAt, message: null, sessionId: null },
  });
  const waitedFor = (id: string, ...users: string[]) => ({
    ...held(id),
    waiters: users.map(waiter),
  });
  const keeping = (): string[] => [...live.watchedPlaces()].map(({ userId }) => userId);

  test('are those of waiters who are subscribed to the record', async () => {
    const lock = waitedFor('1', 'here', 'elsewhere', 'gone');
    await begin([lock, held('2')]);
    const filter = { route: 'volume', resourceIds: ['1'] };
    const here = await subscribe({ viewerId: 'here', filter });
    await subscribe({ viewerId: 'elsewhere', filter: { route: 'series' } });
    await subscribe({ viewerId: 'elsewhere', filter: { holderId: ALICE.id } });
    await subscribe({ viewerId: 'elsewhere', filter: { ...filter, holderId: ALICE.id } });
    await subscribe({ viewerId: 'elsewhere', filter: 'nothing' });
    expect([...live.watchedPlaces()]).toEqual([
      { key: lock.lock.key, userId: 'here', placeEndsAt },
    ]);
    await here.return();
    expect(keeping()).toEqual([]);
  });

  test.each([{ route: 'volume' }, {}])(
    'or to all of %p, as long as any goes on',
    async (filter) => {
      await begin([waitedFor('1', 'here', 'gone')]);
      const one = await subscribe({ viewerId: 'here', filter });
      const other = await subscribe({ viewerId: 'here', filter });
      await one.return();
      expect(keeping()).toEqual(['here']);
      await other.return();
      expect(keeping()).toEqual([]);
    },
  );

  test('are found without a look at every subscription for every place', async () => {
    const lines = Array.from({ length: 300 }, (_, id) => waitedFor(`${id}`, 'here'));
    await begin(lines);
    let looks = 0;
    for (let count = 0; count < 200; count += 1) {
      const filter = { route: 'volume', resourceIds: ['none'] };
      await subscribe({ viewerId: 'here', filter, snapshot: false });
      Object.defineProperty(filter, 'route', { get: () => (looks += 1) });
      Object.defineProperty(filter, 'holderId', { get: () => void (looks += 1) });
    }
    expect(keeping()).toEqual([]);
    expect(looks).toBe(0);
  });
});

test('one change asks only those it may concern, out of thousands', async () => {
  await begin([held('7')]);
  const asked: string[] = [];
  for (let id = 0; id < 2_000; id += 1) {
    const resourceIds = Array.from({ length: 50 }, (_, place) => `${id * 50 + place}`);
    const filter = { route: 'volume', resourceIds };
    Object.defineProperty(filter, 'holderId', { get: () => void asked.push(`${id}`) });
    await subscribe({ filter, snapshot: false });
  }
  asked.length = 0;
  stream.write(held('7'), ['RENEWED']);
  expect(new Set(asked)).toEqual(new Set(['0']));
});
