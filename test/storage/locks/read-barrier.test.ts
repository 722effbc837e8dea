import { type mongo } from 'mongoose';
import { ReadBarrier } from '../../../src/storage/locks/read-barrier';

let barrier: ReadBarrier;

beforeEach(() => {
  barrier = new ReadBarrier({} as mongo.MongoClient, {} as mongo.Db);
});

test('keeps the last term that it was told, and tells when it was another', () => {
  expect(barrier.term).toBeUndefined();
  expect(barrier.note({ term: 3, tookMs: 1 })).toBe(false);
  expect(barrier.note({ term: undefined, tookMs: 1 })).toBe(false);
  expect(barrier.term).toBe(3);
  expect(barrier.note({ term: 4, tookMs: 1 })).toBe(true);
  expect(barrier.note({ term: 4, tookMs: 1 })).toBe(false);
  expect(barrier.term).toBe(4);
});

test('has patience for twice as long as writes usually take, within bounds', () => {
  expect(barrier.patienceMs).toBe(10);
  for (let writes = 0; writes < 40; writes += 1) barrier.note({ term: 1, tookMs: 30 });
  expect(barrier.patienceMs).toBeCloseTo(60, 1);
  // One that was stuck is forgotten after a few others.
  barrier.note({ term: 1, tookMs: 2_000 });
  expect(barrier.patienceMs).toBe(200);
  for (let writes = 0; writes < 12; writes += 1) barrier.note({ term: 1, tookMs: 30 });
  expect(barrier.patienceMs).toBeLessThan(100);
});
