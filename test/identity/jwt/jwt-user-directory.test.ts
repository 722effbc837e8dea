import fc from 'fast-check';
import { SignJWT, UnsecuredJWT } from 'jose';
import { TIME_BUDGET } from '../../../src/config/time-budget';
import { type Caller } from '../../../src/domain/caller';
import { JwtUserDirectory } from '../../../src/identity/jwt/jwt-user-directory';
import { createVerifyJwt, type JwtRules } from '../../../src/identity/jwt/jwt-verifier';
import { createSigningKey, inSeconds, type JwksServer } from '../../support/jwks-server';
import { type SigningKey, startJwksServer } from '../../support/jwks-server';

const SECRET = 'a secret of thirty-two bytes or more';
const aliceClaims = { sub: 'u1', name: 'alice', permissions: ['manage-locks'] };
const alice = { id: 'u1', username: 'alice', permissions: ['manage-locks'] };

/** Headers that are nearly right, which get further than random ones. */
const headerLike = fc
  .record(
    {
      alg: fc.constantFrom('HS256', 'ES256', 'none', 7),
      kid: fc.oneof(fc.constantFrom('first', 'second'), fc.anything()),
      crit: fc.constantFrom(['b64'], ['exp'], [], 'b64'),
      b64: fc.constantFrom(true, false, 'no'),
      jwk: fc.constant({ kty: 'oct', k: 'AA' }),
    },
    { requiredKeys: ['alg'] },
  )
  .map((header) => JSON.stringify(header));

function directory(rules: Partial<JwtRules>, claims = {}): JwtUserDirectory {
  return new JwtUserDirectory({
    verify: createVerifyJwt({
      key: { kind: 'secret', secret: SECRET },
      algorithms: ['HS256'],
      issuer: undefined,
      audiences: [],
      clockToleranceMs: 0,
      ...rules,
    }),
    claims: { id: 'sub', name: 'name', permissions: 'permissions', ...claims },
  });
}

function signWithSecret(claims: object, { secret = SECRET, alg = 'HS256' } = {}): Promise<string> {
  return new SignJWT({ exp: inSeconds(60), ...claims })
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(secret));
}

describe('with a secret', () => {
  test('a token that the backend signed is its user', async () => {
    expect(await directory({}).findByToken(await signWithSecret(aliceClaims))).toEqual(alice);
  });

  test.each<[string, () => string | Promise<string>]>([
    ['another secret', () => signWithSecret(aliceClaims, { secret: SECRET.toUpperCase() })],
    ['an algorithm that is not allowed', () => signWithSecret(aliceClaims, { alg: 'HS512' })],
    ['no signature', () => new UnsecuredJWT(aliceClaims).setExpirationTime('1h').encode()],
    ['an expiry in the past', () => signWithSecret({ ...aliceClaims, exp: inSeconds(-1) })],
    ['no expiry', () => signWithSecret({ ...aliceClaims, exp: undefined })],
    ['a start in the future', () => signWithSecret({ ...aliceClaims, nbf: inSeconds(60) })],
    ['no id', () => signWithSecret({ ...aliceClaims, sub: undefined })],
    ['an empty id', () => signWithSecret({ ...aliceClaims, sub: '' })],
    ['changed claims', async () => withOtherClaims(await signWithSecret(aliceClaims))],
    ['no meaning at all', () => 'a.b.c'],
    ['no dots', () => 'demo-alice'],
  ])('a token with %s is nobody', async (_what, token) => {
    expect(await directory({}).findByToken(await token())).toBeUndefined();
  });

  test('whatever a token says about itself, it is nobody rather than a fault', async () => {
    const users = directory({});
    const part = fc
      .oneof(fc.json(), headerLike)
      .map((text) => Buffer.from(text).toString('base64url'));
    const token = fc.tuple(part, part, fc.base64String()).map((parts) => parts.join('.'));

    await fc.assert(
      fc.asyncProperty(token, async (text) => (await users.findByToken(text)) === undefined),
    );
  });

  test('issuer and audience are compared when they are set', async () => {
    const rules = { issuer: 'https://sso.example.com', audiences: ['locks', 'admin'] };
    const claims = { ...aliceClaims, iss: rules.issuer, aud: ['admin', 'shop'] };
    const users = directory(rules);

    expect(await users.findByToken(await signWithSecret(claims))).toEqual(alice);
    for (const wrong of [
      { iss: 'https://evil.example.com' },
      { aud: 'shop' },
      { aud: undefined },
    ]) {
      const token = await signWithSecret({ ...claims, ...wrong });
      expect(await users.findByToken(token)).toBeUndefined();
    }
  });

  test('clocks may differ by the tolerance', async () => {
    const token = await signWithSecret({ ...aliceClaims, exp: inSeconds(-5) });

    expect(await directory({ clockToleranceMs: 30_000 }).findByToken(token)).toEqual(alice);
    expect(await directory({ clockToleranceMs: 2_000 }).findByToken(token)).toBeUndefined();
  });
});

test.each<[string, object, object, Caller]>([
  [
    'permissions as one text with spaces',
    { permissions: 'scope' },
    { sub: 'u1', name: 'alice', scope: 'openid  manage-locks override-locks' },
    { ...alice, permissions: ['openid', 'manage-locks', 'override-locks'] },
  ],
  [
    'claims inside others',
    { id: 'user.id', name: 'user.login', permissions: 'realm_access.roles' },
    { user: { id: 1, login: 'alice' }, realm_access: { roles: [{ name: 'manage-locks' }] } },
    { ...alice, id: 'number:1' },
  ],
  [
    'a claim that is named by an address',
    { permissions: 'https://example.com/rights' },
    { sub: 'u1', name: 'alice', 'https://example.com/rights': ['manage-locks'] },
    alice,
  ],
  ['no name', {}, { sub: 'u1' }, { id: 'u1', username: 'u1', permissions: [] }],
  [
    'permissions of a wrong type',
    {},
    { ...aliceClaims, permissions: { 'manage-locks': true } },
    { ...alice, permissions: [] },
  ],
])('claims with %s are read', async (_what, names, claims, caller) => {
  expect(await directory({}, names).findByToken(await signWithSecret(claims))).toEqual(caller);
});

describe('with a server of public keys', () => {
  let first: SigningKey;
  let second: SigningKey;
  let server: JwksServer;

  beforeAll(async () => {
    [first, second] = await Promise.all([createSigningKey('first'), createSigningKey('second')]);
  });
  beforeEach(async () => {
    server = await startJwksServer(first);
  });
  afterEach(() => server.stop());

  function byKeys(reloadAfterMs = 0): JwtUserDirectory {
    const key = { kind: 'jwks', url: `${server.url}/keys`, reloadAfterMs } as const;
    return directory({ key, algorithms: ['ES256', 'RS256'] });
  }

  test('a hundred callers at once load the keys once', async () => {
    const users = byKeys();
    const token = await first.sign(aliceClaims);

    const callers = await Promise.all(Array.from({ length: 100 }, () => users.findByToken(token)));

    expect(callers).toEqual(Array(100).fill(alice));
    expect(server.requests).toHaveLength(1);
  });

  test('a new key counts as soon as a token names it, and the old one while it is published', async () => {
    const users = byKeys();
    const old = await first.sign(aliceClaims);
    await users.findByToken(old);

    server.publish(first, second);
    expect(await users.findByToken(await second.sign(aliceClaims))).toEqual(alice);
    expect(await users.findByToken(old)).toEqual(alice);

    server.publish(second);
    await users.findByToken(await first.sign(aliceClaims, { kid: 'third' }));
    expect(await users.findByToken(old)).toBeUndefined();
  });

  test('tokens with made-up key ids do not make it load the keys again and again', async () => {
    const users = byKeys(60_000);
    for (let index = 0; index < 20; index += 1) {
      const token = await first.sign(aliceClaims, { kid: `made-up-${index}` });
      expect(await users.findByToken(token)).toBeUndefined();
    }
    expect(server.requests).toHaveLength(1);

    server.publish(first, second);
    const later = performance.now() + 60_001;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => later);
    try {
      expect(await users.findByToken(await second.sign(aliceClaims))).toEqual(alice);
    } finally {
      clock.mockRestore();
    }
  });

  test('a token that names no key is tried with each', async () => {
    server.publish(first, second);
    const stranger = await createSigningKey('stranger');
    const users = byKeys();

    expect(await users.findByToken(await second.sign(aliceClaims, {}))).toEqual(alice);
    expect(await users.findByToken(await stranger.sign(aliceClaims, {}))).toBeUndefined();
  });

  test('a token signed with a public key as if it were a secret is nobody', async () => {
    const secret = JSON.stringify(first.publicJwk);

    expect(
      await byKeys().findByToken(await signWithSecret(aliceClaims, { secret })),
    ).toBeUndefined();
  });

  test('a token that another issuer signed under the same key id is nobody', async () => {
    const forger = await createSigningKey('first');

    expect(await byKeys().findByToken(await forger.sign(aliceClaims))).toBeUndefined();
  });

  test('whatever a token says about its key, it is nobody rather than a fault', async () => {
    const users = byKeys(60_000);
    const part = headerLike.map((text) => Buffer.from(text).toString('base64url'));
    const token = fc.tuple(part, part, fc.base64String()).map((parts) => parts.join('.'));

    await fc.assert(
      fc.asyncProperty(token, async (text) => (await users.findByToken(text)) === undefined),
    );
  });

  test.each<[string, JwksServer['answer']]>([
    ['an error', (_request, response) => void response.writeHead(500).end()],
    ['a page', (_request, response) => void response.end('<p>Sign in</p>')],
    ['no keys', (_request, response) => void response.end('{}')],
    ['a redirect', (_request, response) => void response.writeHead(302, { Location: '/' }).end()],
  ])('a server that answers with %s is a fault, never nobody', async (_what, answer) => {
    server.answer = answer;

    await expect(byKeys().findByToken(await first.sign(aliceClaims))).rejects.toThrow(
      'the public key of a token is unavailable',
    );
  });

  test('a server that does not answer is a fault within its part of a look-up', async () => {
    server.answer = () => {};
    const token = await first.sign(aliceClaims);
    const soon = AbortSignal.timeout(100);
    const limit = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(soon);
    try {
      await expect(byKeys().findByToken(token)).rejects.toThrow(
        'the public key of a token is unavailable',
      );
      expect(limit).toHaveBeenCalledWith(TIME_BUDGET.keySetMs);
    } finally {
      limit.mockRestore();
    }
  });

  test('while the server is gone known keys go on counting, and unknown ones are a fault', async () => {
    const users = byKeys();
    await users.findByToken(await first.sign(aliceClaims));
    await server.stop();

    expect(await users.findByToken(await first.sign(aliceClaims))).toEqual(alice);
    await expect(users.findByToken(await second.sign(aliceClaims))).rejects.toThrow();
  });
});

function withOtherClaims(token: string): string {
  const [header, , signature] = token.split('.');
  const claims = Buffer.from(JSON.stringify({ ...aliceClaims, sub: 'u2', exp: inSeconds(60) }));
  return [header, claims.toString('base64url'), signature].join('.');
}
