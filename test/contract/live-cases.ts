/** A mutation by a user; `{id}` stands for the arguments that name a record. */
export interface Change {
  readonly as: 'alice' | 'bob' | 'sam';
  readonly does: string;
}

/** What a subscriber is told, through whatever door. */
export interface LiveCase {
  readonly id: string;
  readonly name: string;
  readonly as: 'alice' | 'bob' | 'sam';
  readonly filter: Readonly<Record<string, unknown>>;
  readonly given: readonly Change[];
  readonly when: readonly Change[];
  /** Each event: its type and, if it has a lock, the id of the resource and the holder. */
  readonly then: readonly string[];
}

const acquire = (as: Change['as'], id: string): Change => ({ as, does: `acquireLock({${id}})` });
const remove = (as: Change['as'], id: string): Change => ({ as, does: `removeLock({${id}})` });
const takeOver = (id: string): Change => ({ as: 'sam', does: `takeOverLock({${id}})` });
const request = (as: Change['as'], id: string): Change => ({ as, does: `requestLock({${id}})` });

/** The promises of section "Live" that any number of subscribers can be told at once. */
export const LIVE_CASES: readonly LiveCase[] = [
  {
    id: 'L1',
    name: 'the locks that stand come first, then the end of the snapshot',
    ...{ as: 'bob', filter: {} },
    given: [
      acquire('alice', '1'),
      acquire('bob', '2'),
      acquire('alice', '3'),
      remove('alice', '3'),
    ],
    when: [],
    then: ['SNAPSHOT 1 alice', 'SNAPSHOT 2 bob', 'SNAPSHOT_END'],
  },
  {
    id: 'L2',
    name: 'a lock is acquired, renewed and released',
    ...{ as: 'bob', filter: {}, given: [] },
    when: [acquire('alice', '1'), acquire('alice', '1'), remove('alice', '1')],
    then: ['SNAPSHOT_END', 'ACQUIRED 1 alice', 'RENEWED 1 alice', 'RELEASED 1 alice'],
  },
  {
    id: 'L3',
    name: 'a lock is taken over and removed by force',
    ...{ as: 'bob', filter: {}, given: [] },
    when: [
      acquire('alice', '1'),
      takeOver('1'),
      acquire('alice', '2'),
      { as: 'sam', does: 'forceRemoveLock({2})' },
    ],
    then: [
      ...['SNAPSHOT_END', 'ACQUIRED 1 alice', 'TAKEN_OVER 1 sam'],
      ...['ACQUIRED 2 alice', 'FORCE_REMOVED 2 alice'],
    ],
  },
  {
    id: 'L4',
    name: 'people wait, and the end of the lock and the reservation are two events of one write',
    ...{ as: 'alice', filter: {} },
    given: [acquire('alice', '1')],
    when: [
      request('bob', '1'),
      request('sam', '1'),
      { as: 'sam', does: 'withdrawRequest({1})' },
      remove('alice', '1'),
      acquire('bob', '1'),
    ],
    then: [
      ...['SNAPSHOT 1 alice', 'SNAPSHOT_END'],
      ...Array<string>(3).fill('WAITERS_CHANGED 1 alice'),
      ...['RELEASED 1 alice', 'RESERVED 1 bob', 'RENEWED 1 bob'],
    ],
  },
  {
    id: 'L5',
    name: 'only the records that are named',
    ...{ as: 'bob', filter: { ids: ['1', '2'] } },
    given: [acquire('alice', '1'), acquire('alice', '3')],
    when: [
      acquire('alice', '2'),
      acquire('alice', '4'),
      remove('alice', '3'),
      remove('alice', '1'),
    ],
    then: ['SNAPSHOT 1 alice', 'SNAPSHOT_END', 'ACQUIRED 2 alice', 'RELEASED 1 alice'],
  },
  {
    id: 'L6',
    name: "one user's locks, until they pass to another",
    ...{ as: 'bob', filter: { holderId: 'user-alice' } },
    given: [acquire('alice', '1'), acquire('bob', '2')],
    when: [remove('bob', '2'), takeOver('1'), remove('sam', '1')],
    then: ['SNAPSHOT 1 alice', 'SNAPSHOT_END', 'TAKEN_OVER 1 sam'],
  },
  {
    id: 'L7',
    name: 'my locks, until they pass to another',
    ...{ as: 'alice', filter: { mine: true } },
    given: [acquire('alice', '1'), acquire('bob', '2')],
    when: [takeOver('1'), remove('sam', '1'), acquire('alice', '3')],
    then: ['SNAPSHOT 1 alice', 'SNAPSHOT_END', 'TAKEN_OVER 1 sam', 'ACQUIRED 3 alice'],
  },
  {
    id: 'L8',
    name: 'no snapshot where none is wanted',
    ...{ as: 'bob', filter: { snapshot: false, ids: ['1'] } },
    given: [acquire('alice', '1')],
    when: [remove('alice', '1')],
    then: ['RELEASED 1 alice'],
  },
];
