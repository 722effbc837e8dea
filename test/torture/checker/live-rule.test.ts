import { type ToldEvent, type TrueWrite } from '../live/truth';
import { BASE_MS, endAt, eventsOf, standing, WriteBuilder } from './ideal-live';
import { checkLive, checkVersions } from './live-rule';

const { writes } = new WriteBuilder()
  .grant('r/1', 10)
  .grant('r/2', 20)
  .renew('r/1', 10)
  .grant('r/1', 11, 'TAKEN_OVER')
  .end('r/2', 20);
const STANDING = new Map([['r/1', 11]]);
const cursorOf = (write: number): string => writes[write]!.changes[0]!.cursor;

function problems(
  events: readonly ToldEvent[],
  listed: ReadonlyMap<string, number> = STANDING,
  made: readonly TrueWrite[] = writes,
): string[] {
  const told = { name: 'ws', ids: undefined, events };
  return checkLive(told, made, listed).map(({ lock, message }) => `${lock} ${message}`);
}

test('a subscriber that was told everything once is right', () => {
  expect(problems(eventsOf(writes))).toEqual([]);
  expect(checkVersions(writes)).toEqual([]);
});

test('a snapshot may stand for the changes until its position', () => {
  const [begin, first, , , ...later] = eventsOf(writes);
  const snapshot = [standing('r/1', 10), standing('r/2', 20), endAt(cursorOf(2), 2)];
  expect(problems([begin!, first!, ...snapshot, ...later])).toEqual([]);
});

test('of a subscriber to some locks only those count', () => {
  const ids = new Set(['r/2']);
  const events = eventsOf(writes.filter(({ id }) => id === 'r/2'));
  expect(checkLive({ name: 'ws', ids, events }, writes, STANDING)).toEqual([]);
});

const broken = (change: (events: ToldEvent[]) => unknown): ToldEvent[] => {
  const events = eventsOf(writes);
  change(events);
  return events;
};

test.each<[string, ToldEvent[], RegExp]>([
  ['a change that was never told', broken((e) => e.splice(3, 1)), /^r\/1 .*came where RENEWED/],
  ['the last change', broken((e) => e.pop()), /^r\/2 .*never told of RELEASED 20/],
  ['one told twice', broken((e) => e.splice(3, 0, e[2]!)), /^r\/2 .*came twice/],
  [
    'two in the wrong order',
    broken((e) => e.splice(1, 2, e[2]!, e[1]!)),
    /r\/1 .*came twice, or after/,
  ],
  ['another token', broken((e) => (e[1] = { ...e[1]!, token: 9 })), /^r\/1 .*was told of/],
  [
    'a change that nobody made',
    broken((e) => e.push({ ...e[1]!, cursor: 'zzzzzzzz.0.0' })),
    /nothing was next/,
  ],
])('%s is found', (_, events, problem) => {
  expect(problems(events).join('\n')).toMatch(problem);
});

test('a snapshot that lacks a lock, has a free one, tells one twice or goes back is found', () => {
  const [begin, ...rest] = eventsOf(writes);
  const at = (locks: ToldEvent[], write: number): string =>
    problems([
      begin!,
      ...rest.slice(0, 4),
      ...locks,
      endAt(cursorOf(write), 9),
      ...rest.slice(write + 1),
    ]).join();
  expect(at([standing('r/1', 11)], 3)).toContain('r/2 ws: 20 was not in a snapshot');
  const both = [standing('r/1', 11), standing('r/2', 20)];
  expect(at(both, 3)).toBe('');
  expect(at([...both, standing('r/3', 1)], 3)).toContain(
    'r/3 ws: 1 was in a snapshot, but undefined',
  );
  expect(at([...both, standing('r/2', 20)], 3)).toContain('r/2 ws: came twice in a snapshot');
  expect(at([standing('r/1', 10), standing('r/2', 20)], 2)).toContain('taken back');
});

test('a lock whose lease had run out may be missing in a snapshot', () => {
  const ended = new WriteBuilder().grant('r/1', 10, 'ACQUIRED', new Date(BASE_MS + 2_000)).writes;
  const events = [endAt(ended[0]!.changes[0]!.cursor, 1)];
  expect(problems(events, new Map(), ended)).toEqual([]);
});

test('a picture that is not the list is found', () => {
  expect(problems(eventsOf(writes), new Map([['r/1', 12]])).join()).toContain(
    'shows 11 in the end',
  );
  expect(problems(eventsOf(writes), new Map()).join()).toContain('shows 11 in the end');
});

test('versions that do not rise by one are found', () => {
  const twice = [...writes, { ...writes[0]!, version: 1 }];
  expect(checkVersions(twice)).toMatchObject([{ lock: 'r/1', message: 'version 3 and then 1' }]);
});
