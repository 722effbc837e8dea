import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { REST_PATHS } from '../../src/rest/rest-door';
import { OUTCOMES, type RestAnswer } from '../../src/outcomes/outcomes';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';

interface Described {
  paths: Record<string, Record<string, { responses: Record<string, { $ref: string }> }>>;
  components: {
    responses: Record<
      string,
      {
        headers: Record<string, { required?: boolean }>;
        content: {
          'application/json': {
            schema: { properties: { data: { enum: string[] }; code: { enum: number[] } } };
          };
        };
      }
    >;
    securitySchemes: Record<string, unknown>;
  };
}

const text = readFileSync('schema/openapi.yaml', 'utf8');
const description = parse(text) as Described;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

it('is served as it is checked in', async () => {
  const answer = await gateway.http({ method: 'GET', path: '/openapi.yaml' });
  expect([answer.status, answer.text]).toEqual([200, text]);
  expect(answer.headers['content-type']).toContain('yaml');
});

it('has the paths of the router and no other', () => {
  expect(Object.keys(description.paths).sort()).toEqual([...REST_PATHS].sort());
});

it('has every method that the router takes and no other', async () => {
  for (const [path, operations] of Object.entries(description.paths)) {
    const described = Object.keys(operations).map((method) => method.toUpperCase());
    for (const method of METHODS) {
      const { status, headers } = await gateway.http({ method, path });
      expect([method, path, status !== 405]).toEqual([method, path, described.includes(method)]);
      if (status === 405) expect(headers.allow).toBe(described.join(', '));
    }
  }
});

const responsesOf = (path: string): Described['components']['responses'][string][] =>
  Object.values(Object.values(description.paths[path]!)[0]!.responses).map(
    ({ $ref }) => description.components.responses[$ref.split('/').at(-1)!]!,
  );
const texts = (response: ReturnType<typeof responsesOf>[number]): string[] => {
  const { data, code } = response.content['application/json'].schema.properties;
  return data.enum.map((text) => `${code.enum[0]} ${text}`);
};

const outcomes: Readonly<
  Record<string, { meaning: string; rest?: RestAnswer; restOnRemove?: RestAnswer }>
> = OUTCOMES;

it('has every answer in the table of outcomes and no other', () => {
  const given = Object.entries(outcomes)
    // None of the described paths gives this one.
    .filter(([name]) => name !== 'noSuchPath')
    .flatMap(([, { rest, restOnRemove }]) => [rest, restOnRemove])
    .filter((answer) => answer !== undefined)
    .map(({ status, text }) => `${status} ${text}`);
  const described = new Set(REST_PATHS.flatMap(responsesOf).flatMap(texts));
  expect([...described].sort()).toEqual([...new Set(given)].sort());
});

it('describes what comes: status, text and headers', async () => {
  const body = { route: 'volume', id: '1' };
  const acquired = await gateway.rest('alice', { operation: 'acquire', body });
  const calls = [
    acquired,
    await gateway.rest('bob', { operation: 'acquire', body }),
    await gateway.rest('bob', { operation: 'remove', body }),
    await gateway.rest('eve', { operation: 'acquire', body }),
    await gateway.rest('nobody', { operation: 'acquire', body }),
    await gateway.rest('alice', { operation: 'acquire', body: {} }),
    await gateway.http({ method: 'POST', path: '/admin/lock' }),
    await gateway.http({ method: 'PUT', path: '/admin/lock' }),
  ];
  expect(calls.map(({ status }) => status)).toEqual([200, 409, 403, 403, 404, 400, 401, 405]);
  for (const { status, text: answered, headers } of calls) {
    const { data, code } = JSON.parse(answered) as { data: string; code: number };
    expect(code).toBe(status);
    const response = Object.values(description.components.responses).find((candidate) =>
      texts(candidate).includes(`${code} ${data}`),
    );
    for (const [name, { required }] of Object.entries(response!.headers)) {
      if (required) expect(headers).toHaveProperty(name.toLowerCase());
    }
  }
});

it('names the cookie that says who calls', () => {
  expect(description.components.securitySchemes['refreshToken']).toMatchObject({
    type: 'apiKey',
    in: 'cookie',
    name: 'refreshToken',
  });
});
