import { check } from '../../../src/domain/check-grant';
import { remove } from '../../../src/domain/lock-state';
import { ALICE } from '../../support/lock-records';
import { twoStoresPerFile } from '../../support/managed-store';
import { volume } from '../../support/open-test-store';
import { profiled } from '../../support/profiled';

const [one, other] = twoStoresPerFile();

const page = { filter: {}, limit: 10 };

test.each<[string, string, () => Promise<unknown>]>([
  ['finding a lock', 'majority', () => one.store.find(volume('1'))],
  // What a majority has, at one moment.
  ['listing locks', 'snapshot', () => one.store.list(page)],
  ['a list to decide on', 'majority', () => one.store.list({ ...page, isForDecision: true })],
  ['counting locks', 'majority', () => one.store.count({})],
])('%s asks for what a majority has: %s', async (_title, level, read) => {
  const commands = await profiled(one.database, read);
  const reads = commands.filter(({ op }) => op === 'query' || op === 'command');
  expect(reads.map(({ readConcern }) => readConcern)).toEqual([level]);
});

test('what one gateway has answered, the next read of another shows', async () => {
  for (let round = 0; round < 300; round += 1) {
    const key = volume(`round-${round % 7}`);
    const { lock } = await one.acquire(key, ALICE);
    const { fencingToken } = lock;
    const checked = () => other.store.change(key, check({ holderId: ALICE.id, fencingToken }));
    expect(await checked()).toMatchObject({ kind: 'held', lock: { fencingToken } });
    const [found, listed, count] = await Promise.all([
      other.store.find(key),
      other.store.list({ filter: { route: 'volume' }, limit: 10 }),
      other.store.count({}),
    ]);
    expect(found).toMatchObject({ fencingToken });
    expect(listed).toMatchObject([{ fencingToken }]);
    expect(count).toBe(1);
    await one.store.change(key, remove({ holderId: ALICE.id }));
    expect(await checked()).toMatchObject({ kind: 'lost', lock: null });
    expect(await one.store.find(key)).toBeUndefined();
  }
});
