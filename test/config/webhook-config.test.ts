import { type ConfigError, loadConfig } from '../../src/config/config';

const URL = 'https://panel.example/hooks/locks';
const SECRET = 'correct horse battery staple'.replaceAll(' ', '-');
const BASE64 = `whsec_${Buffer.from('a key of twenty-four bytes').toString('base64')}`;

function linesOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).lines;
  }
}

const keysOf = (WEBHOOK_SECRET: string): string[] =>
  loadConfig({ WEBHOOK_URL: URL, WEBHOOK_SECRET }).webhooks!.keys.map((key) =>
    Buffer.from(key).toString(),
  );

test('nothing is posted by default', () => {
  expect(loadConfig({}).webhooks).toBeNull();
});

test('a secret is text, or Base64 after whsec_', () => {
  expect(loadConfig({ WEBHOOK_URL: URL, WEBHOOK_SECRET: SECRET }).webhooks!.url).toBe(URL);
  expect(keysOf(SECRET)).toEqual([SECRET]);
  expect(keysOf(BASE64)).toEqual(['a key of twenty-four bytes']);
});

test.each([' ', ',', ', ', '\n'])('two secrets with %j between them are both used', (between) => {
  expect(keysOf(`${BASE64}${between}${SECRET}`)).toEqual(['a key of twenty-four bytes', SECRET]);
});

test.each([
  ['too short', 'a'.repeat(23)],
  ['too short as Base64', `whsec_${Buffer.from('a'.repeat(23)).toString('base64')}`],
  ['no Base64', `whsec_${'*'.repeat(40)}`],
  ['Base64 that is cut', BASE64.slice(0, -1)],
  ['one of two too short', `${SECRET} short`],
  ['three', `${SECRET} ${SECRET} ${BASE64}`],
])('a secret that is %s is refused, and not shown', (_what, secret) => {
  const lines = linesOf({ WEBHOOK_URL: URL, WEBHOOK_SECRET: secret });
  expect(lines).toEqual([expect.stringMatching(/^WEBHOOK_SECRET: must be one secret, or the new/)]);
  expect(lines[0]).toContain('the value is not shown');
  expect(lines[0]).not.toContain(secret.slice(6));
});

test('a secret of separators alone is none', () => {
  expect(linesOf({ WEBHOOK_URL: URL, WEBHOOK_SECRET: ' , ' })).toHaveLength(1);
});

test.each(['panel.example/hooks', 'ftp://panel.example', 'https://user:pass@panel.example/hooks'])(
  'the URL %s is refused',
  (url) => {
    expect(linesOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: SECRET })).toEqual([
      expect.stringMatching(/^WEBHOOK_URL: must be an http or https URL without user name/),
    ]);
  },
);

test('a URL needs a secret and a history', () => {
  expect(linesOf({ WEBHOOK_URL: URL })).toEqual(['WEBHOOK_SECRET: must be set with WEBHOOK_URL']);
  const env = { WEBHOOK_URL: URL, WEBHOOK_SECRET: SECRET, HISTORY_RETENTION: '0' };
  expect(linesOf(env)).toEqual([
    'WEBHOOK_URL: needs the history, which HISTORY_RETENTION=0 turns off',
  ]);
});

test.each([SECRET, 'short'])('the secret %j without a URL is a warning', (WEBHOOK_SECRET) => {
  const { webhooks, warnings } = loadConfig({ WEBHOOK_SECRET });
  expect(webhooks).toBeNull();
  expect(warnings).toEqual(['WEBHOOK_SECRET: has no effect without WEBHOOK_URL']);
});
