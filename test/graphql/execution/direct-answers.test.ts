import { acquire } from '../../../src/domain/lock-state';
import { lockKeyOf } from '../../../src/domain/lock-key';
import { CompiledOperation } from '../../../src/graphql/execution/compiled-operation';
import { type MemoryDoors, startMemoryDoors } from '../../support/memory-doors';

const HOLDER = { id: 'user-alice', username: 'alice' };
const FIELDS = 'id route holder { id username } acquiredAt expiresInMs fencingToken note heldByMe';
const LOCKS = `query Locks($ids: [ID!]) { locks(route: "volume", ids: $ids) { nodes { ${FIELDS} } } }`;
/** A document is stored when it comes again, and compiled when it is executed again after that. */
const TIMES = 6;

let doors: MemoryDoors;
let runs: jest.SpyInstance<Promise<string | undefined>>;

beforeEach(async () => {
  doors = await startMemoryDoors();
  runs = jest.spyOn(CompiledOperation.prototype, 'run');
  for (const id of ['1', '2']) {
    const key = lockKeyOf('volume', id);
    const terms = { leaseMs: 60_000, defaultLeaseMs: null, note: undefined };
    await doors.store.change(key, acquire({ key, holder: HOLDER, ...terms }));
  }
});
afterEach(async () => {
  runs.mockRestore();
  await doors.stop();
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

async function post(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(`${doors.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const told = [...answer.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  return { status: answer.status, headers: Object.fromEntries(told), text: await answer.text() };
}

/** All answers to the same request in a row. */
async function ask(body: unknown, headers?: Record<string, string>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let time = 0; time < TIMES; time += 1) answers.push(await post(body, headers));
  return answers;
}

/** How many answers were given as compiled. */
async function direct(): Promise<number> {
  const texts = await Promise.all(runs.mock.results.map(({ value }) => value as Promise<unknown>));
  return texts.filter((text) => text !== undefined).length;
}

describe('an operation that comes again', () => {
  it.each([
    ['with variables', { query: LOCKS, variables: { ids: ['1', '2'] } }, {}],
    ['with its name', { query: LOCKS, operationName: 'Locks' }, {}],
    ['with nulls', { query: LOCKS, operationName: null, variables: null, extensions: null }, {}],
    [
      'of Apollo Client, which tells its version',
      { query: LOCKS, extensions: { clientLibrary: { name: '@apollo/client', version: '4.3.8' } } },
      {},
    ],
    ['that changes nothing', { query: 'mutation { withdrawRequest(route: "r", id: "1") }' }, {}],
    [
      'of a client that prefers its own type',
      { query: LOCKS },
      {
        Accept: 'application/graphql-response+json, application/json;q=0.9',
      },
    ],
  ])('%s is answered as it was the first time, without Apollo', async (_how, body, headers) => {
    const [first, ...others] = await ask(body, headers);
    expect(first!.status).toBe(200);
    expect(first!.text).not.toContain('errors');
    for (const answer of others) expect(answer).toEqual(first);
    expect(await direct()).toBeGreaterThan(0);
  });

  it.each([
    ['with an error of its field', { query: LOCKS, variables: { ids: [''] } }, {}, 1],
    ['with variables of a wrong type', { query: LOCKS, variables: { ids: [true] } }, {}, 1],
    ['with an integer that is not exact', { query: LOCKS, variables: { ids: [2 ** 60] } }, {}, 0],
    ['with a name it does not have', { query: LOCKS, operationName: 'Other' }, {}, 0],
    ['with extensions that are a list', { query: LOCKS, extensions: [] }, {}, 0],
    [
      'of a persisted query',
      { query: LOCKS, extensions: { persistedQuery: { version: 1 } } },
      {},
      0,
    ],
    ['that subscribes', { query: 'subscription { lockEvents(route: "volume") { type } }' }, {}, 0],
    ['with a directive', { query: LOCKS.replace('note', 'note @skip(if: true)') }, {}, 0],
    ['with two root fields', { query: '{ me { user { id } } locks { nodes { id } } }' }, {}, 0],
    ['for nothing that can be sent', { query: LOCKS }, { Accept: 'text/plain' }, 0],
    ['that asks for the schema', { query: '{ __schema { queryType { name } } }' }, {}, 0],
  ])(
    '%s is answered as it was the first time, by Apollo',
    async (_how, body, headers, attempts) => {
      // The same document with an answer that is plain data, so that it is stored and compiled.
      if (attempts > 0) await ask({ query: LOCKS, variables: { ids: ['1'] } });
      const before = runs.mock.calls.length;
      const answered = await direct();
      const [first, ...others] = await ask(body, headers);
      for (const answer of others) expect(answer).toEqual(first);
      expect(await direct()).toBe(answered);
      expect(runs.mock.calls.length - before).toBe(attempts * TIMES);
    },
  );

  it('tells the log and the metrics what Apollo does, and keeps the id of its request', async () => {
    const body = { query: LOCKS, variables: { ids: ['1'] } };
    for (let time = 0; time < TIMES; time += 1) {
      const answered = doors.nextAnswered();
      const { headers } = await fetch(`${doors.url}/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Request-Id': `request-${time}` },
        body: JSON.stringify(body),
      });
      expect(headers.get('x-request-id')).toBe(`request-${time}`);
      expect(await answered).toEqual({
        ...{ requestId: `request-${time}`, door: 'graphql', operation: 'locks', outcome: 'page' },
        ...{ userId: 'user-alice', durationMs: expect.any(Number) as number },
      });
    }
    expect(await direct()).toBeGreaterThan(0);
  });

  it('is left to Apollo once the operations of its document spread more than was sent', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `Q${index}`);
    const operations = names.map((name) => `query ${name} { locks { ...Page } }`);
    const query = `${operations.join(' ')} fragment Page on LockConnection { nodes { ${FIELDS} } edges { node { ${FIELDS} } } }`;
    for (const operationName of names) {
      const [first, ...others] = await ask({ query, operationName });
      for (const answer of others) expect(answer).toEqual(first);
    }
    const last = runs.mock.results.slice(-3).map(({ value }) => value as Promise<unknown>);
    for (const text of await Promise.all(last)) expect(text).toBeUndefined();
    expect(await direct()).toBeGreaterThan(TIMES);
  });

  it('begins a mutation once, also when its answer has an error', async () => {
    const query = 'mutation ($id: ID!) { removeLock(route: "volume", id: $id) { __typename } }';
    for (const id of ['a', 'b', 'c', 'd']) await post({ query, variables: { id } });
    const change = jest.spyOn(doors.store, 'change').mockRejectedValue(new Error('away'));
    const calls = runs.mock.calls.length;
    const { text } = await post({ query, variables: { id: '1' } });
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ path: ['removeLock'], message: 'Internal server error' }],
    });
    expect(runs.mock.calls.length).toBe(calls + 1);
    expect(change).toHaveBeenCalledTimes(1);
    expect(doors.answered.at(-1)).toMatchObject({ operation: 'removeLock', outcome: 'fault' });
  });

  it('is still refused to a page of another site', async () => {
    await ask({ query: LOCKS });
    const answer = await post({ query: LOCKS }, { 'Content-Type': 'text/plain' });
    expect(answer.status).toBe(415);
  });
});
