import { connect } from 'node:net';
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl';
import { runCommand } from './run-command';

/** The mongod of mongodb-memory-server: locates an earlier download, or downloads it. */
export interface MongodDownload {
  /** The path of a mongod downloaded earlier; does not access the network. */
  locate(): Promise<string | undefined>;
  /** Downloads mongod and resolves with its path; rejects with a one-line reason, within seconds if the host is unreachable. */
  fetch(): Promise<string>;
}

const REACH_LIMIT_MS = 3_000;

// A separate process: its output can be parsed for progress, it can be killed, and its environment
// can limit retries and enforce certificate checks without changing that of the gateway.
const DOWNLOAD_SCRIPT = `
const { MongoBinary } = require(process.argv[1]);
MongoBinary.getPath().then(
  (path) => console.log('mongod-path=' + path),
  (error) => { console.error(String(error.message).replace(/\\s+/g, ' ')); process.exitCode = 1; },
);`;

/** The download of mongodb-memory-server, with a time limit and a progress line about every 10 %. */
export function memoryServerDownload(options: {
  env: NodeJS.ProcessEnv;
  report: (line: string) => void;
}): MongodDownload {
  return {
    locate: () => DryMongoBinary.locateBinary({ version: '' }),
    async fetch() {
      const binary = await DryMongoBinary.generateOptions({ version: '' });
      const url = new URL(
        await new MongoBinaryDownloadUrl({
          platform: process.platform,
          arch: process.arch,
          version: binary.version,
          os: binary.os,
        }).getDownloadUrl(),
      );
      await reach(url, options.env);
      options.report(`mongod: downloading ${url.href} ...`);
      const result = await runCommand({
        file: process.execPath,
        args: [
          '-e',
          DOWNLOAD_SCRIPT,
          require.resolve('mongodb-memory-server-core/lib/util/MongoBinary'),
        ],
        env: { npm_config_strict_ssl: 'true', ...options.env, MONGOMS_MAX_RETRIES: '1' },
        silenceLimitMs: 120_000,
        onOutput: progressInTenths(options.report),
      });
      const path = /^mongod-path=(.+)$/m.exec(result.stdout)?.[1];
      if (path === undefined) throw new Error(result.reason || 'the download reported no path');
      return path;
    },
  };
}

// The library would retry for minutes if a firewall drops packets to the host.
function reach(url: URL, env: NodeJS.ProcessEnv): Promise<void> {
  const proxy =
    env['npm_config_https-proxy'] ??
    env['npm_config_proxy'] ??
    env['https_proxy'] ??
    env['http_proxy'] ??
    env['HTTPS_PROXY'] ??
    env['HTTP_PROXY'];
  const { hostname, port, protocol } = proxy ? new URL(proxy) : url;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (protocol === 'http:' ? 80 : 443),
    });
    const fail = (reason: string): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new Error(`${hostname} cannot be reached (${reason})`));
    };
    const timer = setTimeout(
      () => fail(`no answer within ${REACH_LIMIT_MS / 1000} s`),
      REACH_LIMIT_MS,
    );
    socket.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.destroy();
      resolve();
    });
  });
}

function progressInTenths(report: (line: string) => void): (text: string) => void {
  let reported = 0;
  return (text) => {
    const percent = Number([...text.matchAll(/: (\d+(?:\.\d+)?)% \(/g)].at(-1)?.[1] ?? 0);
    const tenth = Math.floor(percent / 10) * 10;
    if (tenth > reported) {
      reported = tenth;
      report(`mongod: ${tenth} % downloaded`);
    }
  };
}
