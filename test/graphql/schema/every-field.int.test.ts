import { parse, validate } from 'graphql';
import { getSchema } from '../../../src/graphql/schema/schema';
import { mutationsWithEveryField } from '../../support/every-field';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';

const mutations = mutationsWithEveryField(getSchema(), {
  route: '"volume"',
  id: '"1"',
  fencingToken: '1',
});

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());
afterEach(() => gateway.locks.deleteMany());

const acquire = (username: string): Promise<unknown> =>
  gateway.rest(username, { operation: 'acquire', body: { route: 'volume', id: '1' } });
const request = (username: string): Promise<unknown> =>
  gateway.postGraphQL(username, {
    query: 'mutation { requestLock(route: "volume", id: "1", message: "soon?") { __typename } }',
  });
const remove = (username: string): Promise<unknown> =>
  gateway.rest(username, { operation: 'remove', body: { route: 'volume', id: '1' } });

/** What is stored when sam, who may do everything, asks. */
const situations: readonly [string, () => Promise<unknown>][] = [
  ['a free record', () => Promise.resolve()],
  ["one's own lock", () => acquire('sam')],
  ["one's own lock, which others wait for", () => acquire('sam').then(() => request('bob'))],
  ["somebody else's lock", () => acquire('alice')],
  [
    'a lock that is reserved',
    async () => {
      await acquire('alice');
      for (const username of ['bob', 'sam']) await request(username);
      await remove('alice');
    },
  ],
];

describe.each(mutations)('$name with every field of every answer', ({ document }) => {
  it('passes validation', () => {
    expect(validate(getSchema(), parse(document))).toEqual([]);
  });

  it.each(situations)('is answered without errors for %s', async (_name, given) => {
    await given();
    const answer = await gateway.postGraphQL('sam', { query: document });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('"errors"');
  });
});
