import { lockKeyOf } from '../../../src/domain/lock-key';
import { request } from '../../../src/domain/waiting';
import { holderNamed, openTestStore, type TestStore } from '../../support/open-test-store';
import { createTestDatabaseUri } from '../../support/test-database';

let opened: TestStore;

beforeEach(async () => {
  opened = await openTestStore(createTestDatabaseUri());
});
afterEach(() => opened.close());

/** Each of these users in turn asks for the record; the first one gets it. */
async function ask(resourceId: string, ...usernames: string[]): Promise<void> {
  const key = lockKeyOf('volume', resourceId);
  for (const username of usernames) {
    const asked = { key, holder: holderNamed(username), defaultLeaseMs: 60_000 };
    await opened.store.change(key, request({ ...asked, message: null, placeMs: 60_000 }));
  }
}

it('counts the places of all lines that are kept', async () => {
  expect(await opened.store.countWaiting()).toBe(0);
  await ask('1', 'alice', 'bob', 'sam');
  await ask('2', 'bob', 'sam');
  await ask('3', 'alice');
  expect(await opened.store.countWaiting()).toBe(3);
  await opened.locks.updateOne(
    { _id: 'volume/1' },
    { $set: { 'waiters.0.placeEndsAt': new Date(0) } },
  );
  expect(await opened.store.countWaiting()).toBe(2);
});

it('counts past documents that another program has changed', async () => {
  await ask('1', 'alice', 'bob');
  await ask('2', 'alice', 'bob');
  await ask('3', 'alice', 'bob');
  await opened.locks.updateOne({ _id: 'volume/1' }, { $set: { waiters: { 0: 'x' } as never } });
  await opened.locks.updateOne({ _id: 'volume/2' }, { $set: { waiters: ['x', null] as never } });
  expect(await opened.store.countWaiting()).toBe(1);
});
