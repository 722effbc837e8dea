import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillTemplate } from './fill-template';
import { findEnvoy } from './find-envoy';
import { findOnPath } from '../support/find-on-path';

/** The command lines of one configured proxy. */
export interface Configured {
  /** Stays in the foreground. */
  readonly run: readonly string[];
  /** Only checks the configuration. */
  readonly check: readonly string[];
}

/** What one configuration is made of. */
export interface ProxySetup {
  /** Takes everything that the proxy reads and writes. */
  readonly directory: string;
  /** The values for the names in the templates. */
  readonly values: Readonly<Record<string, string>>;
  /** With the listeners for the dialects. */
  readonly hasDialects: boolean;
}

/** A proxy that the gateway is run behind. */
export interface ProxyKind {
  readonly name: 'nginx' | 'HAProxy' | 'Envoy';
  /** The path of its program, or undefined when it is not on this machine. */
  find(): Promise<string | undefined>;
  /** Fills its templates and writes them. */
  configure(setup: ProxySetup): Promise<Configured>;
}

/** The example that stands in the repository, and the dialects to be tried besides. */
export function templatesOf(name: ProxyKind['name']): { example: string; dialects: string } {
  const file = { nginx: 'nginx.conf', HAProxy: 'haproxy.cfg', Envoy: 'envoy.yaml' }[name];
  return { example: join(__dirname, file), dialects: join(__dirname, 'dialects', file) };
}

/** Writes the filled templates and returns their paths: the example, then the dialects if wanted. */
async function writeTemplates(name: ProxyKind['name'], setup: ProxySetup): Promise<string[]> {
  const { example, dialects } = templatesOf(name);
  await mkdir(setup.directory, { recursive: true });
  const written: string[] = [];
  for (const [index, template] of [example, ...(setup.hasDialects ? [dialects] : [])].entries()) {
    const path = join(setup.directory, `${index === 0 ? 'example' : 'dialects'}.conf`);
    await writeFile(path, fillTemplate(await readFile(template, 'utf8'), setup.values));
    written.push(path);
  }
  return written;
}

const nginx: ProxyKind = {
  name: 'nginx',
  find: () => findOnPath('nginx'),
  async configure(setup) {
    const includes = await writeTemplates('nginx', setup);
    const main = join(setup.directory, 'nginx.conf');
    // Where an ordinary user may write; the example leaves these to the distribution.
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${join(setup.directory, name)};`,
    );
    const http = [...temporary, 'access_log off;', ...includes.map((path) => `include ${path};`)];
    // Its workers would be somebody who may not write here.
    const user = process.getuid?.() === 0 ? 'user root;\n' : '';
    await writeFile(
      main,
      `${user}daemon off;\nworker_processes 1;\npid ${join(setup.directory, 'nginx.pid')};\n` +
        `error_log stderr warn;\nevents {}\nhttp {\n${http.join('\n')}\n}\n`,
    );
    const args = ['-e', 'stderr', '-c', main];
    return { run: args, check: [...args, '-t'] };
  },
};

const haproxy: ProxyKind = {
  name: 'HAProxy',
  find: () => findOnPath('haproxy'),
  async configure(setup) {
    const args = (await writeTemplates('HAProxy', setup)).flatMap((path) => ['-f', path]);
    return { run: ['-db', ...args], check: ['-c', ...args] };
  },
};

const envoy: ProxyKind = {
  name: 'Envoy',
  find: findEnvoy,
  async configure(setup) {
    const [example = '', dialects] = await writeTemplates('Envoy', setup);
    const yaml = `${example}.yaml`;
    // Envoy tells the format by the name.
    await writeFile(yaml, await readFile(example));
    const more = dialects ? ['--config-yaml', await readFile(dialects, 'utf8')] : [];
    const args = ['-c', yaml, ...more, '--log-level', 'warning', '--concurrency', '1'];
    return {
      run: [...args, '--disable-hot-restart'],
      check: [...args, '--mode', 'validate'],
    };
  },
};

/** Every proxy that the README has an example for. */
export const PROXY_KINDS: readonly ProxyKind[] = [nginx, haproxy, envoy];
