import { refusal } from '../../../src/graphql/errors/errors';

test.each([
  [1, 'You hold 1 lock already; remove one first.'],
  [2, 'You hold 2 locks already; remove one first.'],
])('a quota of %d is explained in a sentence for people', (maxLocks, message) => {
  expect(refusal({ kind: 'quotaExceeded', maxLocks })).toMatchObject({
    message,
    extensions: { code: 'LOCK_QUOTA_EXCEEDED', maxLocks },
  });
});

test.each(['manage-locks', 'override-locks'] as const)(
  'names %s when it is missing',
  (permission) => {
    expect(refusal({ kind: 'permissionMissing', permission })).toMatchObject({
      message: `You do not have the permission for this: it needs ${permission}.`,
      extensions: { code: 'FORBIDDEN', permission },
    });
  },
);
