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

/** Who holds the record when sam, who may do everything, asks. */
const situations = [
  ['a free record', null],
  ["one's own lock", 'sam'],
  ["somebody else's lock", 'alice'],
] as const;

describe.each(mutations)('$name with every field of every answer', ({ document }) => {
  it('passes validation', () => {
    expect(validate(getSchema(), parse(document))).toEqual([]);
  });

  it.each(situations)('is answered without errors for %s', async (_name, holder) => {
    if (holder) {
      await gateway.rest(holder, { operation: 'acquire', body: { route: 'volume', id: '1' } });
    }
    const answer = await gateway.postGraphQL('sam', { query: document });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain('"errors"');
  });
});
