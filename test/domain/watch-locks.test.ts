import { type LockSubscriptionRequest, type LockFeed } from '../../src/domain/lock-feed';
import { watchLocks } from '../../src/domain/watch-locks';

const alice = { id: 'user-alice', username: 'alice', permissions: ['manage-locks'] };
const eve = { id: 'user-eve', username: 'eve', permissions: ['override-locks'] };

function recordingFeed(): { feed: LockFeed; requests: LockSubscriptionRequest[] } {
  const requests: LockSubscriptionRequest[] = [];
  const feed: LockFeed = {
    subscribe: (request) => {
      requests.push(request);
      return Promise.resolve({} as never);
    },
  };
  return { feed, requests };
}

test.each([
  [{}, {}],
  [{ route: '/volume/' }, { route: 'volume' }],
  [
    { route: 'volume', ids: ['1', '2', '1'] },
    { route: 'volume', resourceIds: ['1', '2'] },
  ],
  [{ mine: true }, { holderId: alice.id }],
  [{ holderId: 'user-bob' }, { holderId: 'user-bob' }],
  [{ mine: true, holderId: 'user-bob' }, 'nothing'],
  [{ route: 'volume', ids: [] }, 'nothing'],
])('%j is watched as it would be listed', async (request, filter) => {
  const { feed, requests } = recordingFeed();
  expect(await watchLocks(feed, alice, request)).toMatchObject({ kind: 'watching' });
  expect(requests).toEqual([
    { filter, viewerId: alice.id, snapshot: true, resumeAfter: undefined, deadlineAt: undefined },
  ]);
});

test('what the caller asks besides is passed on', async () => {
  const { feed, requests } = recordingFeed();
  await watchLocks(feed, alice, { snapshot: false, resumeAfter: 'cursor', deadlineAt: 7 });
  expect(requests).toMatchObject([{ snapshot: false, resumeAfter: 'cursor', deadlineAt: 7 }]);
});

test('who cannot use locks watches none', async () => {
  const { feed, requests } = recordingFeed();
  expect(await watchLocks(feed, eve, {})).toEqual({
    ...{ kind: 'permissionMissing', permission: 'manage-locks' },
  });
  expect(requests).toEqual([]);
});

test.each([
  [{ ids: ['1'] }, 'ids'],
  [{ route: 'volume', ids: Array.from({ length: 201 }, String) }, 'ids'],
  [{ route: '\u0000' }, 'route'],
  [{ holderId: '' }, 'holderId'],
])('a filter that cannot be used is bad input', async (request, field) => {
  const { feed, requests } = recordingFeed();
  expect(await watchLocks(feed, alice, request)).toMatchObject({
    ...{ kind: 'badInput', problem: { field } },
  });
  expect(requests).toEqual([]);
});
