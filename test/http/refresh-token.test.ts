import { type Authentication } from '../../src/domain/caller';
import { authenticateByFirst, readRefreshTokens } from '../../src/http/refresh-token';

function tokensOf(cookie: string | undefined): readonly string[] {
  return readRefreshTokens({ headers: { cookie } });
}

describe('the value of the cookie is text', () => {
  test.each([
    ...['j:1', 'j:true', 'j:null', 'j:[1]', 'j:{"a": 1}', 'j:"demo-alice"', 'j:'],
    ...['s:demo-alice.x', 's:1', '=', '==x', 'a=b', '[object Object]', '__proto__', 'ä'],
  ])('%j', (value) => {
    expect(tokensOf(`refreshToken=${value}`)).toEqual([value]);
  });

  test('however deeply it nests', () => {
    const deep = `j:${'['.repeat(7_000)}${']'.repeat(7_000)}`;
    expect(tokensOf(`refreshToken=${deep}`)).toEqual([deep]);
  });

  test.each([
    ['percent-encoded', 'j%3A1', 'j:1'],
    ['percent-encoded twice, which is decoded once', 'j%253A1', 'j%3A1'],
    ['an escape that is cut off', 'a%2', 'a%2'],
    ['an escape of no character', '%ff%41', '%ff%41'],
    ['in quotes', '"demo-alice"', 'demo-alice'],
    ['with spaces around', '  demo-alice  ', 'demo-alice'],
  ])('%s', (_what, value, token) => {
    expect(tokensOf(`refreshToken=${value}`)).toEqual([token]);
  });
});

test.each([
  ['no header', undefined],
  ['an empty header', ''],
  ['another cookie', 'other=1'],
  ['an empty value', 'refreshToken='],
  ['empty quotes', 'refreshToken=""'],
  ['no value at all', 'refreshToken'],
  ['a name in another case', 'RefreshToken=a'],
  ['a longer name', 'refreshTokens=a; xrefreshToken=b; __Host-refreshToken=c'],
  ['the name as a value', 'other=refreshToken=a'],
  ['a name that objects inherit', '__proto__=refreshToken; constructor=refreshToken'],
])('%s is no token', (_what, cookie) => {
  expect(tokensOf(cookie)).toEqual([]);
});

test('two cookies of the name are two tokens, each value once, in the order sent', () => {
  expect(tokensOf('a=1; refreshToken=old; refreshToken=new; b=2; refreshToken=old')).toEqual([
    'old',
    'new',
  ]);
  expect(tokensOf('refreshToken=; refreshToken=new')).toEqual(['new']);
});

test('no more than three values count', () => {
  expect(tokensOf([1, 2, 2, 3, 4].map((n) => `refreshToken=t${n}`).join(';'))).toEqual([
    't1',
    't2',
    't3',
  ]);
});

describe('the first token that belongs to a user decides', () => {
  const asked: (string | undefined)[] = [];
  beforeEach(() => asked.splice(0));

  function authenticate(token: string | undefined): Promise<Authentication> {
    asked.push(token);
    if (token === undefined) return Promise.resolve({ kind: 'noToken' });
    if (token === 'away') return Promise.reject(new Error('the users gave no answer'));
    if (token.startsWith('old')) return Promise.resolve({ kind: 'unknownToken' });
    const caller = { id: token, username: token, permissions: [] };
    return Promise.resolve({ kind: 'authenticated', caller });
  }

  test.each([
    [[], { kind: 'noToken' }, [undefined]],
    [['old'], { kind: 'unknownToken' }, ['old']],
    [['old', 'alice', 'bob'], { caller: { id: 'alice' } }, ['old', 'alice']],
    [['alice', 'bob'], { caller: { id: 'alice' } }, ['alice']],
    [['old', 'old2', 'old3'], { kind: 'unknownToken' }, ['old', 'old2', 'old3']],
  ])('%j', async (tokens, authentication, asks) => {
    expect(await authenticateByFirst(authenticate, tokens)).toMatchObject(authentication);
    expect(asked).toEqual(asks);
  });

  test('a fault of an earlier token is not mistaken for an unknown user', async () => {
    await expect(authenticateByFirst(authenticate, ['away', 'alice'])).rejects.toThrow('no answer');
  });
});
