import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate, type Certificate } from './certificate';
import { fillTemplate } from './fill-template';
import { PROXY_KINDS, templatesOf } from './proxy-kinds';
import { templateValues } from './template-values';

const missing = new Set<string>();

/** Says it once, and not through the console, which would fail the test. */
function reportMissing(name: string): void {
  if (missing.has(name)) return;
  missing.add(name);
  process.stderr.write(`${name} is not on this machine: its configuration is not checked\n`);
}

let directory: string;
let certificate: Certificate;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lock-gateway-templates-'));
  certificate = await makeCertificate(directory);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function values(): Record<string, string> {
  // Nothing listens there while a configuration is only checked.
  const ports = {
    http: 18_080,
    tls: 18_443,
    dialect: 18_081,
    dialectH2: 18_082,
    defaultCheck: 18_083,
  };
  return templateValues({ ports, gatewayPorts: [14_001, 14_002], certificate });
}

it('a name without a value is reported', () => {
  expect(() => fillTemplate('listen __HTTP_ADDRESS__;', {})).toThrow('HTTP_ADDRESS');
});

it('a certificate names the loopback address', () => {
  const text = execFileSync('openssl', ['x509', '-in', certificate.certificate, '-noout', '-text']);
  expect(text.toString()).toContain('IP Address:127.0.0.1');
});

describe.each(PROXY_KINDS)('the configuration for $name', (kind) => {
  const { example, dialects } = templatesOf(kind.name);

  it.each([
    { what: 'the example', template: example },
    { what: 'the dialects', template: dialects },
  ])('has a value for every name in $what', ({ template }) => {
    const text = readFileSync(template, 'utf8');
    expect(text).toMatch(/__GATEWAY_1/);
    expect(fillTemplate(text, values())).not.toMatch(/__\w+__/);
  });

  it('closes idle connections before the gateway does', () => {
    const text = readFileSync(example, 'utf8');
    expect(text).toMatch(/(keepalive_timeout|pool-purge-delay|idle_timeout:) 60s/);
  });

  it.each([
    { what: 'the example', hasDialects: false },
    { what: 'the example with the dialects', hasDialects: true },
  ])('is accepted by the program where that is installed: $what', async ({ hasDialects }) => {
    const program = await kind.find();
    if (program === undefined) {
      reportMissing(kind.name);
      return;
    }
    const own = join(directory, `${kind.name}-${hasDialects}`);
    const { check } = await kind.configure({ directory: own, values: values(), hasDialects });
    const { status, stderr, stdout } = spawnSync(program, check, { encoding: 'utf8' });
    expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
  });
});
