import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Deployment } from 'kubernetes-types/apps/v1';
import { type Service } from 'kubernetes-types/core/v1';
import { type PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import { parseAllDocuments } from 'yaml';
import { loadConfig } from '../../src/config/config';
import { createProject } from '../clients/support/project-directory';
import { typeErrorsOf } from '../clients/support/type-errors';
import { readDockerfile } from './read-dockerfile';

const FOLDER = join(__dirname, '../../.container');
const [service, budget, deployment] = parseAllDocuments(
  readFileSync(join(FOLDER, 'kubernetes.yaml'), 'utf8'),
  // As Kubernetes reads it.
  { merge: true, version: '1.1' },
).map((document) => document.toJS() as unknown) as [Service, PodDisruptionBudget, Deployment];
const pod = deployment.spec!.template.spec!;
const container = pod.containers[0]!;
const settings = Object.fromEntries(
  container.env!.map(({ name, value }) => [name, value ?? 'mongodb://a,b,c/locks?replicaSet=rs']),
);

const project = createProject('kubernetes');
afterAll(() => project.remove());

it('has only fields that Kubernetes knows, with values of their types', () => {
  const typed = (name: string, from: string, value: unknown): string =>
    `import { type ${name} } from 'kubernetes-types/${from}';\n` +
    `export const as${name}: ${name} = ${JSON.stringify(value)};\n`;
  const file = project.write(
    'manifest.ts',
    typed('Service', 'core/v1', service) +
      typed('PodDisruptionBudget', 'policy/v1', budget) +
      typed('Deployment', 'apps/v1', deployment),
  );
  expect(typeErrorsOf(file)).toEqual([]);
});

it('sets only what the gateway understands', () => {
  const config = loadConfig({ NODE_ENV: 'production', ...settings });
  expect(config.warnings).toEqual([]);
  expect(container.ports).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'http', containerPort: config.port }),
      expect.objectContaining({ name: 'metrics', containerPort: config.metricsPort }),
    ]),
  );
});

it('gives a pod the time it takes to stop', () => {
  const { shutdownDelayMs } = loadConfig({ NODE_ENV: 'production', ...settings });
  const { periodSeconds, failureThreshold } = container.readinessProbe!;
  expect(shutdownDelayMs).toBeGreaterThan(periodSeconds! * failureThreshold! * 1_000);
  expect(pod.terminationGracePeriodSeconds! * 1_000).toBeGreaterThan(shutdownDelayMs + 10_000);
});

it('is restarted for a process that hangs, not for a database that is away', () => {
  expect(container.livenessProbe?.httpGet?.path).toBe('/healthz');
  expect(container.startupProbe?.httpGet?.path).toBe('/healthz');
  expect(container.readinessProbe?.httpGet?.path).toBe('/readyz');
});

it('selects its own pods, and at least one stays', () => {
  const labels = deployment.spec!.template.metadata!.labels;
  expect(deployment.spec!.selector.matchLabels).toEqual(labels);
  expect(service.spec!.selector).toEqual(labels);
  expect(budget.spec!.selector!.matchLabels).toEqual(labels);
  expect(deployment.spec!.replicas).toBeGreaterThan(budget.spec!.maxUnavailable as number);
});

it('runs as the user of the image, which may do nothing else', () => {
  const stages = readDockerfile(readFileSync(join(FOLDER, 'Dockerfile'), 'utf8'));
  const user = stages.at(-1)!.instructions.find(({ keyword }) => keyword === 'USER')!.rest;
  const { runAsUser, runAsGroup, runAsNonRoot } = pod.securityContext!;
  expect(user).toBe(`${runAsUser}:${runAsGroup}`);
  expect(runAsNonRoot).toBe(true);
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
});
