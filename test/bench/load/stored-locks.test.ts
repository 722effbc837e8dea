import { firstPage, hasLocks, inListOrder } from './stored-locks';

const node = (id: number, asker: number, changed: object = {}): object => ({
  resourceId: `${id}`,
  holder: { id: `user-${id % 50}`, username: `editor${id % 50}` },
  expiresInMs: 86_000_000,
  heldByMe: id % 50 === asker,
  ...changed,
});
const answer = (nodes: object[], more: object = {}) => ({
  status: 200,
  body: JSON.stringify({ data: { locks: { nodes } }, ...more }),
});

describe('the check of a list of stored locks', () => {
  it('accepts exactly the locks that were asked for, in order', () => {
    expect(hasLocks(answer([node(1, 2), node(2, 2)]), ['1', '2'], 2)).toBe(true);
  });

  it.each([
    ['one is missing', answer([node(1, 2)])],
    ['there is one too many', answer([node(1, 2), node(2, 2), node(3, 2)])],
    ['the order is another', answer([node(2, 2), node(1, 2)])],
    ['an id is another', answer([node(1, 2), node(20, 2)])],
    ['a holder is another', answer([node(1, 2), node(2, 2, { holder: { username: 'editor20' } })])],
    ['a lock is no longer held', answer([node(1, 2), node(2, 2, { expiresInMs: 0 })])],
    ['it is shown as seen by somebody else', answer([node(1, 2), node(2, 7)])],
    ['it has errors', answer([node(1, 2), node(2, 2)], { errors: [] })],
    ['it has another status', { ...answer([node(1, 2), node(2, 2)]), status: 500 }],
  ])('rejects an answer if %s', (_what, given) => {
    expect(hasLocks(given, ['1', '2'], 2)).toBe(false);
  });

  it('expects pages in the order of the text of the ids', () => {
    expect(inListOrder([9, 10, 1])).toEqual(['1', '10', '9']);
    expect(firstPage(5000).slice(0, 4)).toEqual(['0', '1', '10', '100']);
    expect(firstPage(5000, 7).slice(0, 3)).toEqual(['1007', '1057', '107']);
    expect(firstPage(5000, 7)).toHaveLength(50);
  });
});
