import { manyLocks, nthId } from '../../support/many-locks';
import { profiled } from '../../support/profiled';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';

let gateway: TestGateway;

beforeAll(async () => {
  // What records the history sends commands of its own.
  gateway = await startTestGateway({ config: { historyRetentionMs: null } });
  await gateway.locks.insertMany(manyLocks(0, 600), { ordered: false });
});

afterAll(() => gateway.stop());

async function ask(query: string): Promise<{ nodes: number; commands: number }> {
  let nodes = 0;
  const commands = await profiled(gateway.database, async () => {
    const { text } = await gateway.postGraphQL('alice', { query });
    const { data } = JSON.parse(text) as { data: { locks: { nodes: unknown[] } } };
    nodes = data.locks.nodes.length;
  });
  return { nodes, commands: commands.length };
}

const node = '{ id holder { id username } note expiresInMs heldByMe canTakeOver }';

test('a list of locks runs as many commands for 200 as for one', async () => {
  const one = await ask(`{ locks(first: 1) { nodes ${node} } }`);
  const many = await ask(`{ locks(first: 200) { nodes ${node} pageInfo { hasNextPage } } }`);
  expect([one.nodes, many.nodes]).toEqual([1, 200]);
  expect(one.commands).toBeGreaterThan(0);
  expect(many.commands).toBe(one.commands);
});

test('200 records, free ones too, cost as many commands as one', async () => {
  const countCommands = async (count: number): Promise<number> => {
    const ids = Array.from({ length: count }, (_, index) => nthId(index));
    const query = 'query ($ids: [ID!]!) { records(route: "volume", ids: $ids) { id lock { id } } }';
    const commands = await profiled(gateway.database, async () => {
      const { text } = await gateway.postGraphQL('alice', { query, variables: { ids } });
      const { data } = JSON.parse(text) as { data: { records: { lock: unknown }[] } };
      expect(data.records).toHaveLength(count);
      if (count > 1) expect(data.records.some(({ lock }) => lock === null)).toBe(true);
    });
    return commands.length;
  };
  expect(await countCommands(200)).toBe(await countCommands(1));
});

test('a page backwards costs as much as one forwards, whatever its pageInfo says', async () => {
  const forwards = await ask('{ locks(first: 50) { nodes { id } } }');
  const backwards = await ask(
    '{ locks(last: 50) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor } } }',
  );
  expect(backwards).toEqual(forwards);
});

test('the total costs one more command, and only when it is asked for', async () => {
  const without = await ask(`{ locks(first: 50) { nodes ${node} } }`);
  const withTotal = await ask(`{ locks(first: 50) { totalCount nodes ${node} } }`);
  expect(withTotal.commands).toBe(without.commands + 1);
});
