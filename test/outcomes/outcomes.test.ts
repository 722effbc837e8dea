import { ApolloServerErrorCode } from '@apollo/server/errors';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NeedsReplicaSet } from '../../src/domain/errors';
import { type GraphQLAnswer, OUTCOMES, type RestAnswer } from '../../src/outcomes/outcomes';
import { type MemoryDoors, startMemoryDoors } from '../support/memory-doors';

interface Row {
  rest?: RestAnswer;
  restOnRemove?: RestAnswer;
  graphql?: GraphQLAnswer;
  graphqlType?: string;
  meaning: string;
}

const rows: Readonly<Record<string, Row>> = OUTCOMES;
const codes = new Set(Object.values(rows).flatMap(({ graphql }) => graphql?.codes ?? []));

describe('the documented table', () => {
  const cells = readFileSync('src/outcomes/README.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1))
    .map((row) => row.map((cell) => cell.trim()));

  it('has exactly the outcomes of the code, with their texts and codes', () => {
    expect(cells).toEqual(
      Object.entries(rows).map(([name, row]) => [
        `\`${name}\``,
        restCell(row),
        graphqlCell(row),
        row.meaning,
      ]),
    );
  });
});

function restCell({ rest, restOnRemove }: Row): string {
  const shown = ({ status, text }: RestAnswer): string => `${status} \`${text}\``;
  if (!rest) return '';
  return restOnRemove ? `${shown(rest)}; on removal ${shown(restOnRemove)}` : shown(rest);
}

function graphqlCell({ graphql, graphqlType }: Row): string {
  if (!graphql) return graphqlType ? `\`${graphqlType}\`` : '';
  return `${graphql.codes.map((code) => `\`${code}\``).join(', ')} (${graphql.status})`;
}

describe('GraphQL codes', () => {
  let doors: MemoryDoors;
  beforeAll(async () => {
    doors = await startMemoryDoors();
  });
  afterAll(() => doors.stop());

  it('include every code of Apollo Server but that of persisted queries, which are off', () => {
    const unlisted = Object.values(ApolloServerErrorCode).filter((code) => !codes.has(code));
    expect(unlisted).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });

  it('are written in the table only', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && file !== join('outcomes', 'outcomes.ts'))
      .map((file) => join('src', file));
    const withCode = files.filter((file) => /code: '[A-Z_]+'/.test(readFileSync(file, 'utf8')));
    expect(withCode).toEqual([]);
  });

  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${doors.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it.each<[outcome: keyof typeof OUTCOMES, code: string, send: () => Promise<Response>]>([
    ['invalidJson', 'BAD_REQUEST', () => post('{')],
    ['unsupportedMediaType', 'BAD_REQUEST', () => post('{}', { 'Content-Type': 'text/plain' })],
    ['payloadTooLarge', 'BAD_REQUEST', () => post(`"${'x'.repeat(256 * 1024)}"`)],
    ['badRequest', 'BAD_REQUEST', () => post({})],
    [
      'badRequest',
      'OPERATION_RESOLUTION_FAILURE',
      () => post({ query: '{ me { permissions } }', operationName: 'Other' }),
    ],
    [
      'badRequest',
      'PERSISTED_QUERY_NOT_SUPPORTED',
      () => post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }),
    ],
    ['invalidDocument', 'GRAPHQL_PARSE_FAILED', () => post({ query: '{' })],
    ['invalidDocument', 'GRAPHQL_VALIDATION_FAILED', () => post({ query: '{ unknown }' })],
    [
      'documentTooLarge',
      'GRAPHQL_VALIDATION_FAILED',
      () => post({ query: `{ me { permissions } } #${'x'.repeat(20_000)}` }),
    ],
    [
      'documentTooLarge',
      'GRAPHQL_PARSE_FAILED',
      () => post({ query: `{ ${'me { permissions } '.repeat(400)} }` }),
    ],
    [
      'badInput',
      'BAD_USER_INPUT',
      () => post({ query: '{ record(route: "volume", id: "") { id } }' }),
    ],
    [
      'permissionMissing',
      'FORBIDDEN',
      () => post({ query: 'mutation { forceRemoveLock(route: "r", id: 1) { __typename } }' }),
    ],
    [
      'needsReplicaSet',
      'REPLICA_SET_REQUIRED',
      () => {
        doors.store.changeAll = () => Promise.reject(new NeedsReplicaSet('a standalone'));
        return post({
          query: 'mutation { acquireLocks(items: [{ route: "r", id: 1 }]) { complete } }',
        });
      },
    ],
  ])('%s is logged for what is answered with %s', async (outcome, code, send) => {
    const answered = doors.nextAnswered();
    const { errors } = (await (await send()).json()) as {
      errors: [{ message: string; extensions: { code: string } }];
    };
    expect([(await answered).outcome, errors[0].extensions.code]).toEqual([outcome, code]);
    expect(rows[outcome]!.graphql?.codes).toContain(code);
    expect(doors.faults).toEqual([]);
  });
});
