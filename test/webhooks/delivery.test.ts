import { Turnstile } from '../../src/concurrency/turnstile';
import { type HistoryEntry } from '../../src/domain/lock-history';
import { Delivery } from '../../src/webhooks/delivery';
import { type WebhookObserver } from '../../src/webhooks/observer';
import { type Posted } from '../../src/webhooks/post-event';
import { pauseMs, RETRY_TERMS } from '../../src/webhooks/retries';
import { entryOf } from '../support/history-entries';

const TAKEN: Posted = { kind: 'delivered' };
const failed = (parts: Partial<Extract<Posted, { kind: 'failed' }>> = {}): Posted => ({
  ...{ kind: 'failed', why: 'serverError', status: 500 },
  ...parts,
});

const HOUR_MS = 3_600_000;

let answers: Record<string, () => Posted>;
let posts: { resourceId: string; atMs: number }[];
let gaveUp: HistoryEntry[];
let stopping: AbortController;
let delivery: Delivery;

beforeEach(() => {
  jest.useFakeTimers();
  answers = {};
  posts = [];
  gaveUp = [];
  stopping = new AbortController();
  const observer = {
    ...{ delivered: () => {}, failed: () => {} },
    gaveUp: (entry: HistoryEntry) => void gaveUp.push(entry),
  } as unknown as WebhookObserver;
  delivery = new Delivery({
    post: ({ body }) => {
      const { resourceId } = JSON.parse(body) as { resourceId: string };
      posts.push({ resourceId, atMs: performance.now() });
      return Promise.resolve((answers[resourceId] ?? (() => TAKEN))());
    },
    ...{ retries: RETRY_TERMS, observer, signal: stopping.signal },
    ...{ first: new Turnstile(8), again: new Turnstile(4) },
  });
});

afterEach(() => jest.useRealTimers());

/** Delivers; tells whether it has ended so far. */
function begin(resourceId: string): { readonly isOver: boolean } {
  const state = { isOver: false };
  const over = (): void => void (state.isOver = true);
  delivery.deliver(entryOf(resourceId, 1)).then(over, over);
  return state;
}

const postsOf = (id: string): number => posts.filter(({ resourceId }) => resourceId === id).length;

test('an entry that was damaged by hand is given up at once', async () => {
  const damaged = { ...entryOf('1', 1), at: 'yesterday' as unknown as Date };
  await delivery.deliver(damaged);
  expect(gaveUp).toEqual([damaged]);
  expect(posts).toEqual([]);
});

test('while the receiver takes nothing, nothing is given up for a day', async () => {
  for (const id of ['1', '2', '3']) answers[id] = () => failed();
  const all = ['1', '2', '3'].map(begin);
  await jest.advanceTimersByTimeAsync(23 * HOUR_MS);
  expect(gaveUp).toEqual([]);
  expect(postsOf('1')).toBeGreaterThan(23 * 60);
  await jest.advanceTimersByTimeAsync(2 * HOUR_MS);
  expect(gaveUp).toHaveLength(3);
  expect(all.every(({ isOver }) => isOver)).toBe(true);
});

test('an event is given up after eight failures, each with others taken since the one before', async () => {
  answers['bad'] = () => failed({ why: 'clientError', status: 400 });
  const bad = begin('bad');
  for (let times = 0; times < 8; times += 1) {
    expect(bad.isOver).toBe(false);
    begin('good');
    await jest.advanceTimersByTimeAsync(60_000);
  }
  expect(bad.isOver).toBe(true);
  expect(gaveUp).toEqual([entryOf('bad', 1)]);
});

test('as soon as the receiver takes something again, everything that waited is posted', async () => {
  for (const id of ['1', '2', '3']) answers[id] = () => failed();
  const all = ['1', '2', '3'].map(begin);
  await jest.advanceTimersByTimeAsync(HOUR_MS);
  answers = {};
  begin('4');
  await jest.advanceTimersByTimeAsync(1);
  expect(all.every(({ isOver }) => isOver)).toBe(true);
});

test('who asks to be left alone is, for five minutes at most', async () => {
  answers['1'] = () => failed({ status: 429, why: 'clientError', retryAfterMs: 86_400_000 });
  begin('1');
  await jest.advanceTimersByTimeAsync(299_000);
  begin('2');
  await jest.advanceTimersByTimeAsync(500);
  expect(postsOf('1')).toBe(1);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(postsOf('1')).toBe(2);
});

test('an event of a receiver that is gone is given up at once', async () => {
  answers['1'] = () => failed({ why: 'gone', status: 410 });
  const one = begin('1');
  await jest.advanceTimersByTimeAsync(0);
  expect(one.isOver).toBe(true);
  expect(gaveUp).toHaveLength(1);
});

test('a stop ends every pause', async () => {
  answers['1'] = () => failed();
  const one = begin('1');
  await jest.advanceTimersByTimeAsync(0);
  stopping.abort();
  await jest.advanceTimersByTimeAsync(0);
  expect(one.isOver).toBe(true);
  expect(gaveUp).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
});

test('each pause is twice as long as the one before, up to a minute, and a random part less', () => {
  const pauses = (random: number): number[] =>
    [1, 2, 3, 7, 100].map((failures) => pauseMs(failures, RETRY_TERMS, { random: () => random }));
  expect(pauses(1)).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
  expect(pauses(0)).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
});
