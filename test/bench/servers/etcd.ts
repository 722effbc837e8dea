import { join } from 'node:path';
import { type Bench } from '../bench-context';
import { freePort } from '../../support/free-ports';
import { startChild, type Child } from './child';
import { installed } from './installed';

/** Starts a one-node etcd with its data in the run's temporary directory, or null when it is not installed. */
export async function startEtcd(bench: Bench): Promise<Child | null> {
  const command = installed('etcd');
  if (!command) {
    bench.report('etcd is left out: it is not installed (Debian: apt-get install etcd-server).');
    return null;
  }
  const port = await freePort();
  const client = `http://127.0.0.1:${port}`;
  const peer = `http://127.0.0.1:${await freePort()}`;
  const etcd = await startChild({
    name: 'etcd',
    command,
    args: [
      ...['--name', 'bench', '--data-dir', join(bench.tempDir, 'etcd')],
      ...['--listen-client-urls', client, '--advertise-client-urls', client],
      ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
      ...['--initial-cluster', `bench=${peer}`, '--log-level', 'warn'],
    ],
    port,
    logDir: bench.tempDir,
  });
  return etcd;
}
