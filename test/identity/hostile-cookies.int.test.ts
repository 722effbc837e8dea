import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { tokenOf } from '../support/test-users';

const COOKIES = [
  ...['j:1', 'j:true', 'j:null', 'j:[1]', 'j:{"a": 1}', 'j%3A1', `j:"${tokenOf('alice')}"`],
  ...['s:1', `s:${tokenOf('alice')}.x`, '%ff', `j:${'['.repeat(7_000)}${']'.repeat(7_000)}`],
];

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

function acquireWith(cookie: string, id = '1'): Promise<number> {
  return gateway
    .http({
      method: 'POST',
      path: '/admin/lock',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify({ route: 'volume', id }),
    })
    .then(({ status }) => status);
}

async function codeOfMe(cookie: string): Promise<string | undefined> {
  const { text } = await gateway.http({
    method: 'POST',
    path: '/graphql',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify({ query: '{ me { user { id } } }' }),
  });
  const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code;
}

test.each(COOKIES.map((value) => [value.slice(0, 40), value]))(
  'a token %j is unknown, and calls beside it are answered as ever',
  async (_shown, value) => {
    const cookie = `refreshToken=${value}`;
    const ofOthers = Array.from({ length: 20 }, (_, index) => `hostile-${index}`);

    const answers = await Promise.all([
      acquireWith(cookie),
      codeOfMe(cookie),
      ...ofOthers.map((id) => acquireWith(`refreshToken=${tokenOf('alice')}`, id)),
    ]);

    expect(answers).toEqual([404, 'UNAUTHENTICATED', ...ofOthers.map(() => 200)]);
  },
);

describe('two cookies of the name', () => {
  const [alice, bob] = [tokenOf('alice'), tokenOf('bob')];

  test.each([
    ['an old one before', `refreshToken=old; refreshToken=${alice}`, 200],
    ['an old one after', `refreshToken=${alice}; refreshToken=old`, 200],
    ['the first that belongs to somebody', `refreshToken=${alice}; refreshToken=${bob}`, 200],
    ['the same, the other way round', `refreshToken=${bob}; refreshToken=${alice}`, 409],
    ['none that belongs to anybody', 'refreshToken=old; refreshToken=older', 404],
    ['two empty ones', 'refreshToken=; refreshToken=', 401],
    [
      'a fourth value, which is not tried',
      `refreshToken=1; refreshToken=2; refreshToken=3; refreshToken=${alice}`,
      404,
    ],
  ])('%s', async (_what, cookie, status) => {
    await acquireWith(`refreshToken=${alice}`, 'twice');
    expect(await acquireWith(cookie, 'twice')).toBe(status);
  });
});
