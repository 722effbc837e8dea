import { loadConfig } from '../../src/config/config';
import { REFUSED_PORTS } from '../../src/config/refused-ports';

test('they are ports that fetch refuses', async () => {
  for (const port of REFUSED_PORTS) {
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      cause: { message: 'bad port' },
    });
  }
});

test.each([
  ['ME_URL', { IDENTITY: 'http' }],
  ['JWT_JWKS_URL', { IDENTITY: 'jwt' }],
])('%s on such a port is a mistake that names the setting and the port', (name, env) => {
  const load = (url: string) => () => loadConfig({ ...env, [name]: url });

  expect(load('http://auth.example.com:6666/me')).toThrow(
    `${name}: uses port 6666, which HTTP clients refuse; use another port`,
  );
  expect(load('http://auth.example.com:6700/me')).not.toThrow();
  expect(load('https://auth.example.com/me')).not.toThrow();
  expect(load('ftp://auth.example.com/me')).toThrow(`${name}: must be an http or https URL`);
});

test('JWT_JWKS_MAX_AGE is a day by default, and from 5 minutes to 7 days', () => {
  const env = { IDENTITY: 'jwt', JWT_JWKS_URL: 'https://sso.example.com/keys' };
  const maxAgeOf = (given: string | undefined): unknown => {
    const { identity } = loadConfig({ ...env, JWT_JWKS_MAX_AGE: given });
    return identity.kind === 'jwt' && identity.key.kind === 'jwks' && identity.key.maxAgeMs;
  };

  expect(maxAgeOf(undefined)).toBe(86_400_000);
  expect(maxAgeOf('2h')).toBe(7_200_000);
  for (const wrong of ['1m', '8d', 'never']) {
    expect(() => maxAgeOf(wrong)).toThrow('JWT_JWKS_MAX_AGE: must be');
  }
});
