import { REST_CALLS, startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.stop());

beforeEach(async () => {
  await gateway.locks.deleteMany({});
});

function removeBy(query: string, body?: object) {
  return gateway.http({
    method: 'DELETE',
    path: `${REST_CALLS.remove.path}${query}`,
    headers: { Cookie: cookieOf('alice'), ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
}

const acquire = (route: string, id: string) =>
  gateway.rest('alice', { operation: 'acquire', body: { route, id } });

describe('removal by query string', () => {
  it.each([
    ['?route=volume&id=1234', 'volume', '1234'],
    ['?id=1234&route=/volume/', 'volume', '1234'],
    ['?route=volume&id=a%2Fb%3Ac', 'volume', 'a/b:c'],
    ['?route=volume&id=a/b:c', 'volume', 'a/b:c'],
    ['?route=my+volume&id=a%20b', 'my volume', 'a b'],
    ['?route=volume&id=a%2Bb', 'volume', 'a+b'],
    ['?route=volume&id=a=b', 'volume', 'a=b'],
    ['?route=volume&id=%C3%BC', 'volume', '\u00fc'],
    ['?route=volume&id=1&_=173&utm=x', 'volume', '1'],
    ['?route=volume&id=1&id=1', 'volume', '1'],
  ])('%s removes the lock', async (query, route, id) => {
    await acquire(route, id);
    const answer = await removeBy(query);
    expect(answer.text).toBe('{"data":"Success","code":200}');
    expect(answer.status).toBe(200);
    expect(await gateway.locks.countDocuments({ status: 'held' })).toBe(0);
  });

  it.each([
    ['half by query, half by body', '?route=volume', { id: '1' }],
    ['by both, the same', '?route=volume&id=1', { route: 'volume', id: '1' }],
    ['by both, the id a number in the body', '?route=volume&id=1', { route: 'volume', id: 1 }],
    ['an empty query value beside the body', '?route=&id=', { route: 'volume', id: '1' }],
  ])('works %s', async (_name, query, body) => {
    await acquire('volume', '1');
    expect((await removeBy(query, body)).status).toBe(200);
  });
});

const INVALID = '{"data":"Invalid parameters","code":400}';
const MISSING = '{"data":"Missing parameters","code":400}';

describe('a bad query string', () => {
  it.each([
    [
      'query and body disagree on the id',
      '?route=volume&id=2',
      { route: 'volume', id: '1' },
      INVALID,
    ],
    [
      'query and body disagree on the route',
      '?route=series&id=1',
      { route: 'volume', id: '1' },
      INVALID,
    ],
    ['the body names an operator', '?route=volume&id=1', { id: { $ne: null } }, INVALID],
    ['an id given twice', '?route=volume&id=1&id=2', undefined, INVALID],
    ['a broken escape', '?route=volume&id=%E0%A4%A', undefined, INVALID],
    ['no UTF-8', '?route=volume&id=%FF', undefined, INVALID],
    ['a NUL', '?route=volume&id=1%00', undefined, INVALID],
    ['300 characters', `?route=volume&id=${'1'.repeat(300)}`, undefined, INVALID],
    ['no id', '?route=volume', undefined, MISSING],
    ['an empty id', '?route=volume&id=', undefined, MISSING],
    ['nothing', '?', undefined, MISSING],
    ['an operator', '?route=volume&id[$ne]=1', undefined, MISSING],
    ['an operator on nothing we know', '?x[$ne]=1', undefined, MISSING],
    ['a list', '?route=volume&id[]=1', undefined, MISSING],
  ])('%s is refused and removes nothing', async (_name, query, body, expected) => {
    await acquire('volume', '1');
    const answer = await removeBy(query, body);
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 400, text: expected });
    expect(await gateway.locks.countDocuments({ status: 'held' })).toBe(1);
  });

  it('names no lock on acquire: only a removal takes it', async () => {
    const answer = await gateway.http({
      method: 'POST',
      path: '/admin/lock?route=volume&id=1',
      headers: { Cookie: cookieOf('alice') },
    });
    expect(answer.text).toBe(MISSING);
    expect(await gateway.locks.countDocuments()).toBe(0);
  });
});
