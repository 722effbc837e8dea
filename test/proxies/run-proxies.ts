import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOwnMongod } from '../support/own-mongod';
import { ensureBuilt } from '../support/built-gateway';
import { makeCertificate } from './certificate';
import { findProxies } from './find-proxies';
import { ResultTable } from './result-table';
import { tryLife } from './try-life';
import { PROTOCOLS, tryProxy } from './try-proxy';

const report = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * `npm run test:proxies` tries the gateway behind each proxy of this machine, or behind those that are
 * named (`-- nginx`); exit code 1 when a case failed.
 */
async function main(): Promise<void> {
  const startMs = performance.now();
  const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
  const proxies = (await findProxies(report)).filter(
    ({ kind }) => wanted.length === 0 || wanted.includes(kind.name.toLowerCase()),
  );
  if (proxies.length === 0) throw new Error('no proxy to try: install nginx or haproxy');
  await ensureBuilt();
  const directory = await mkdtemp(join(tmpdir(), 'lock-gateway-proxies-'));
  const mongod = await startOwnMongod();
  const results = new ResultTable();
  try {
    process.env['TEST_MONGODB_URI'] = mongod.uri;
    const certificate = await makeCertificate(directory);
    const common = { certificate, results };
    await Promise.all(
      proxies.map((proxy) =>
        tryProxy({ ...common, proxy, directory: join(directory, proxy.kind.name) }),
      ),
    );
    await tryLife({ ...common, proxies, directory, mongod });
  } finally {
    await mongod.dispose();
    await rm(directory, { recursive: true, force: true });
  }
  const columns = proxies.flatMap(({ kind }) =>
    PROTOCOLS.map((protocol) => ({ proxy: kind.name, protocol })),
  );
  report(results.print(columns));
  const { passed, failed } = results.counts;
  const seconds = Math.round((performance.now() - startMs) / 1000);
  report(`\n${proxies.map(({ kind }) => kind.name).join(', ')}: ${seconds} s`);
  report(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

void main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
