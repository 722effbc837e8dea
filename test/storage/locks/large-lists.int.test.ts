import { storePerFile } from '../../support/managed-store';
import { manyLocks } from '../../support/many-locks';

/** The most that one document of the database can have. */
const DOCUMENT_BYTES = 16 * 1024 * 1024;
const LINE = Array.from({ length: 50 }, (_, index) => ({
  user: { id: `user-${index}`, username: 'u'.repeat(256) },
  since: new Date(),
  placeEndsAt: new Date(Date.now() + 600_000),
  message: '\u20ac'.repeat(500),
}));

const opened = storePerFile();

test('locks that do not fit one document of the database are listed all the same', async () => {
  const locks = manyLocks(0, 700)
    .filter(({ route, status }) => route === 'volume' && status === 'held')
    .map((lock) => ({ ...lock, waiters: LINE }));
  await opened.locks.insertMany(locks);
  const { size } = (await opened.database.command({ collStats: opened.locks.collectionName })) as {
    size: number;
  };
  expect(size).toBeGreaterThan(DOCUMENT_BYTES);
  const resourceIds = locks.map(({ resourceId }) => resourceId);
  for (const filter of [{ route: 'volume', resourceIds }, { route: 'volume' }]) {
    const listed = await opened.store.list({ filter, limit: 1_000 });
    expect(listed.map(({ key }) => key.resourceId)).toEqual([...resourceIds].sort());
    expect(listed.every(({ waiters }) => waiters.length === LINE.length)).toBe(true);
  }
});
