import { REST_CALLS, startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.rest('alice', { operation: 'acquire', body: { route: 'volume', id: '1' } });
});

afterAll(() => gateway.stop());

const MISSING = '{"data":"Missing parameters","code":400}';
const INVALID = '{"data":"Invalid parameters","code":400}';
const NO_JSON = '{"data":"Invalid JSON","code":400}';

/** An escape makes the door look at every field, not only at the last of each name. */
const DEEP_NEST = `{"route":"volume","id":"1","x":"\\\\","y":${'['.repeat(7_900)}${']'.repeat(7_900)}`;

const BODIES: readonly [name: string, body: string | Buffer | undefined, answer: string][] = [
  ['no body', undefined, MISSING],
  ['an empty body', '', MISSING],
  ['null', 'null', MISSING],
  ['a list', '[]', MISSING],
  ['a list of the right object', '[{"route":"volume","id":"1"}]', MISSING],
  ['a text', '"x"', MISSING],
  ['a number', '1', MISSING],
  ['true', 'true', MISSING],
  ['an empty object', '{}', MISSING],
  ['no id', '{"route":"volume"}', MISSING],
  ['no route', '{"id":"1"}', MISSING],
  ['a null id', '{"route":"volume","id":null}', MISSING],
  ['a null route', '{"route":null,"id":"1"}', MISSING],
  ['an empty id', '{"route":"volume","id":""}', MISSING],
  ['an empty route', '{"route":"","id":"1"}', MISSING],
  ['names in another case', '{"Route":"volume","ID":"1"}', MISSING],
  ['names one level down', '{"data":{"route":"volume","id":"1"}}', MISSING],
  ['names on the prototype', '{"__proto__":{"route":"volume","id":"1"}}', MISSING],
  ['an operator as id', '{"route":"volume","id":{"$ne":null}}', INVALID],
  ['an operator as route', '{"route":{"$gt":""},"id":"1"}', INVALID],
  ['a list as id', '{"route":"volume","id":["1"]}', INVALID],
  ['an empty list as id', '{"route":"volume","id":[]}', INVALID],
  ['true as id', '{"route":"volume","id":true}', INVALID],
  ['false as id', '{"route":"volume","id":false}', INVALID],
  ['a number as route', '{"route":1,"id":"1"}', INVALID],
  ['zero as route', '{"route":0,"id":"1"}', INVALID],
  ['a fraction as id', '{"route":"volume","id":1.5}', INVALID],
  ['an integer that JSON cannot carry', '{"route":"volume","id":583946876706095100}', INVALID],
  ['2^53', '{"route":"volume","id":9007199254740992}', INVALID],
  ['a huge number', '{"route":"volume","id":1e400}', INVALID],
  ['a lone surrogate', '{"route":"volume","id":"\\ud800"}', INVALID],
  ['a NUL', '{"route":"volume","id":"1\\u0000"}', INVALID],
  ['two ids', '{"route":"volume","id":"1","id":"2"}', INVALID],
  ['two ids of which one is escaped', '{"route":"volume","id":"1","\\u0069d":"2"}', INVALID],
  ['two routes', '{"route":"volume","route":"series","id":"1"}', INVALID],
  ['two ids of two types', '{"route":"volume","id":"1","id":{"$ne":null}}', INVALID],
  ['broken JSON', '{"route":"volume","id":', NO_JSON],
  ['text after the object', '{"route":"volume","id":"1"} x', NO_JSON],
  ['single quotes', "{'route':'volume','id':'1'}", NO_JSON],
  ['a comment', '{"route":"volume",/**/"id":"1"}', NO_JSON],
  ['a byte that is no UTF-8', Buffer.from('{"route":"volume","id":"\xff"}', 'latin1'), NO_JSON],
  ['a raw control character', '{"route":"volume","id":"1\n"}', NO_JSON],
  ['a second id after a deep nest', `${DEEP_NEST},"id":"2"}`, INVALID],
  ['a deep nest', `{"a":${'['.repeat(8_000)}${']'.repeat(8_000)}}`, MISSING],
];

describe.each(['acquire', 'remove'] as const)('%s with a bad body', (operation) => {
  it.each(BODIES)('%s is refused and touches no lock', async (_name, body, expected) => {
    const before = await gateway.locks.find().toArray();
    const answer = await gateway.http({
      ...REST_CALLS[operation],
      headers: { Cookie: cookieOf('alice'), 'Content-Type': 'application/json' },
      body,
    });
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 400, text: expected });
    expect(await gateway.locks.find().toArray()).toEqual(before);
  });
});

describe('an id as a number', () => {
  const acquireRaw = (username: string, body: string): Promise<{ status: number }> =>
    gateway.http({
      ...REST_CALLS.acquire,
      headers: { Cookie: cookieOf(username), 'Content-Type': 'application/json' },
      body,
    });

  it.each([
    ['1234', '"1234"'],
    ['0', '"0"'],
    ['-7', '"-7"'],
    ['9007199254740991', '"9007199254740991"'],
    ['12e2', '"1200"'],
    ['"77"', '77'],
  ])('%s is the same lock as %s', async (alices, bobs) => {
    expect(await acquireRaw('alice', `{"route":"number","id":${alices}}`)).toMatchObject({
      status: 200,
    });
    expect(await acquireRaw('bob', `{"route":"number","id":${bobs}}`)).toMatchObject({
      status: 409,
    });
  });

  it('given twice with one value is one id', async () => {
    const answer = await acquireRaw('alice', '{"route":"number","id":5,"id":"5","route":"number"}');
    expect(answer).toMatchObject({ status: 200 });
  });
});
