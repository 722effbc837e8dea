import { type Span, type StoredEntry } from '../live/truth';
import { checkHistory, type HistoryTruth } from './history-rule';
import { BASE_MS, entriesOf, WriteBuilder } from './ideal-live';

const { writes } = new WriteBuilder()
  .grant('r/1', 10)
  .renew('r/1', 10)
  .grant('r/1', 11, 'TAKEN_OVER')
  .grant('r/2', 20)
  .end('r/1', 11)
  .end('r/2', 20, 'EXPIRED');

const span = (from: number, until: number): Span => ({
  from: new Date(BASE_MS + from * 1_000),
  until: new Date(BASE_MS + until * 1_000),
});

function problems(
  entries: readonly StoredEntry[],
  { gaps = [], ...more }: { gaps?: readonly Span[] } & Partial<HistoryTruth> = {},
): string[] {
  const truth = { writes, sure: writes.length, forgotten: [], ...more };
  return checkHistory({ entries, gaps }, truth).map(({ lock, message }) => `${lock} ${message}`);
}

const entries = entriesOf(writes);
const without = (index: number): StoredEntry[] => entries.filter((_, place) => place !== index);

test('a history that has all once is right', () => {
  expect(entries).toHaveLength(5);
  expect(problems(entries)).toEqual([]);
});

test('an entry that is missing, stored twice or of nothing is found', () => {
  expect(problems(without(3))).toEqual(['r/1 the end of 11 of r/1 (RELEASED) is missing']);
  expect(problems([...entries, entries[2]!])).toEqual([
    'r/2 the beginning of 20 of r/2 is stored twice',
  ]);
  const invented = { ...entries[2]!, token: 21 };
  expect(problems([...entries, invented]).join()).toContain('no write did it');
});

test('an entry that tells something else is found', () => {
  const other = entries.with(1, { ...entries[1]!, type: 'ACQUIRED' });
  expect(problems(other).join()).toContain('"ACQUIRED"');
  expect(problems(entries.with(4, { ...entries[4]!, holder: 'bob' })).join()).toContain('"bob"');
});

test('what was written after the reading may be missing', () => {
  expect(problems(without(4), { sure: 5 })).toEqual([]);
  expect(problems(without(3), { sure: 5 })).toHaveLength(1);
});

describe('with a gap', () => {
  const gaps = [span(3, 3)];
  const long = [...writes, ...new WriteBuilder().grant('r/9', 90).writes].map((write, index) => ({
    ...write,
    wallTime: new Date(BASE_MS + index * 10_000),
  }));
  const of = (index: number): Span[] => [span(index * 10, index * 10)];

  test('only what was written in it may be missing', () => {
    const truth = { writes: long, sure: long.length };
    const all = entriesOf(long);
    const [missing] = [all.filter(({ token }) => token !== 20)];
    expect(problems(missing, { ...truth, gaps: of(3), forgotten: of(3) })).toHaveLength(1);
    const begun = all.filter(({ token, type }) => token !== 20 || type === 'EXPIRED');
    expect(problems(begun, { ...truth, gaps: of(3), forgotten: of(3) })).toEqual([]);
    expect(problems(begun, { ...truth, gaps: of(1), forgotten: of(1) })).toHaveLength(1);
  });

  test('what was made up may tell less', () => {
    const less = entries.with(1, { ...entries[1]!, type: 'ACQUIRED', isMadeUp: true });
    expect(problems(less, { gaps, forgotten: gaps })).toEqual([]);
    expect(problems(less)).toHaveLength(1);
  });

  test('one where nothing was forgotten is found', () => {
    expect(problems(entries, { gaps, forgotten: gaps })).toEqual([]);
    expect(problems(entries, { gaps }).join()).toContain('nothing was forgotten');
  });
});
