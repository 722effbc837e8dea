import { type Actor, type ContractCase, type LockStep, type StoredStep } from './contract-case';

const acquire = (as: Actor, route = 'volume', id = '1234'): LockStep => ({
  as,
  does: 'acquire',
  route,
  id,
});
const remove = (as: Actor, route = 'volume', id = '1234'): LockStep => ({
  as,
  does: 'remove',
  route,
  id,
});
const permissionLoss: StoredStep = { as: 'alice', does: 'loses manage-locks' };

const byAlice = { 'volume/1234': 'alice' };
const nothing = {};

/** Acquiring and removing: the outcome, and which locks are held afterwards. */
export const LOCK_CASES: readonly ContractCase[] = [
  {
    id: 'acquire-free',
    name: 'a free lock is granted',
    given: [],
    when: acquire('alice'),
    then: 'acquired',
    held: byAlice,
  },
  {
    id: 'acquire-own',
    name: 'acquiring your own lock renews it and creates no second one',
    given: [acquire('alice'), acquire('alice')],
    when: acquire('alice'),
    then: 'acquired',
    held: byAlice,
  },
  {
    id: 'acquire-held',
    name: 'a lock held by another user is refused',
    given: [acquire('alice')],
    when: acquire('bob'),
    then: 'conflict',
    held: byAlice,
  },
  {
    id: 'acquire-held-override',
    name: 'a user with override-locks is refused as well: taking over is a separate call',
    given: [acquire('alice')],
    when: acquire('sam'),
    then: 'conflict',
    held: byAlice,
  },
  {
    id: 'acquire-removed',
    name: 'a removed lock is granted to the next user',
    given: [acquire('alice'), remove('alice')],
    when: acquire('bob'),
    then: 'acquired',
    held: { 'volume/1234': 'bob' },
  },
  {
    id: 'remove-own',
    name: 'the holder removes the lock',
    given: [acquire('alice')],
    when: remove('alice'),
    then: 'removed',
    held: nothing,
  },
  {
    id: 'remove-other',
    name: 'a lock of another user is not removed',
    given: [acquire('alice')],
    when: remove('bob'),
    then: 'belongs to another',
    held: byAlice,
  },
  {
    id: 'remove-other-override',
    name: 'a user with override-locks does not remove it either: force-removing is a separate call',
    given: [acquire('alice')],
    when: remove('sam'),
    then: 'belongs to another',
    held: byAlice,
  },
  {
    id: 'remove-none',
    name: 'removing a lock that never existed finds none',
    given: [],
    when: remove('alice'),
    then: 'no such lock',
    held: nothing,
  },
  {
    id: 'remove-twice',
    name: 'a second removal finds no lock',
    given: [acquire('alice'), remove('alice')],
    when: remove('alice'),
    then: 'no such lock',
    held: nothing,
  },
  ...(['acquire', 'remove'] as const).flatMap((does): ContractCase[] => {
    const when = (as: Actor): LockStep => ({ as, does, route: 'volume', id: '1234' });
    return [
      {
        id: `${does}-no-token`,
        name: `${does} without a cookie is refused`,
        given: [acquire('alice')],
        when: when('no cookie'),
        then: 'no token',
        held: byAlice,
      },
      {
        id: `${does}-stranger`,
        name: `${does} with an unknown token is refused`,
        given: [acquire('alice')],
        when: when('stranger'),
        then: 'unknown user',
        held: byAlice,
      },
      {
        id: `${does}-expired-session`,
        name: `${does} with an expired session is refused, even to the holder`,
        given: [acquire('alice')],
        when: when('expired session'),
        then: 'unknown user',
        held: byAlice,
      },
      {
        id: `${does}-no-permission`,
        name: `${does} without manage-locks is refused`,
        given: [acquire('alice')],
        when: when('eve'),
        then: 'permission missing',
        held: byAlice,
      },
      {
        id: `${does}-no-permission-free`,
        name: `${does} without manage-locks does not reveal whether there is a lock`,
        given: [],
        when: when('eve'),
        then: 'permission missing',
        held: nothing,
      },
    ];
  }),
  {
    id: 'lost-permission-remove',
    name: 'a holder can still remove the lock after losing manage-locks',
    given: [acquire('alice'), permissionLoss],
    when: remove('alice'),
    then: 'removed',
    held: nothing,
  },
  {
    id: 'lost-permission-acquire',
    name: 'a holder cannot renew the lock after losing manage-locks',
    given: [acquire('alice'), permissionLoss],
    when: acquire('alice'),
    then: 'permission missing',
    held: byAlice,
  },
  {
    id: 'lost-permission-remove-other',
    name: 'a user who lost manage-locks learns nothing about the locks of others',
    given: [acquire('bob'), permissionLoss],
    when: remove('alice'),
    then: 'permission missing',
    held: { 'volume/1234': 'bob' },
  },
];
