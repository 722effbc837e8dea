import { connect } from 'node:net';
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl';
import { runCommand } from './run-command';

/** The mongod that mongodb-memory-server keeps: look for it, or download it. */
export interface MongodDownload {
  /** The path of a mongod downloaded earlier, without touching the network. */
  locate(): Promise<string | undefined>;
  /** Downloads mongod and gives its path; rejects with one line, within seconds when the host cannot be reached. */
  fetch(): Promise<string>;
}

const reachMs = 3_000;

// A process of its own: its output can be turned into our progress lines, it can be ended, and its
// environment can ask for one attempt and for checked certificates without changing ours.
const downloadScript = `
const { MongoBinary } = require(process.argv[1]);
MongoBinary.getPath().then(
  (path) => console.log('mongod-path=' + path),
  (error) => { console.error(String(error.message).replace(/\\s+/g, ' ')); process.exitCode = 1; },
);`;

/** mongodb-memory-server's own download, with bounded waiting and about one progress line in ten per cent. */
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
          downloadScript,
          require.resolve('mongodb-memory-server-core/lib/util/MongoBinary'),
        ],
        env: { npm_config_strict_ssl: 'true', ...options.env, MONGOMS_MAX_RETRIES: '1' },
        silenceLimitMs: 120_000,
        onOutput: progressInTenths(options.report),
      });
      const path = /^mongod-path=(.+)$/m.exec(result.stdout)?.[1];
      if (path === undefined) throw new Error(result.reason || 'the download told no path');
      return path;
    },
  };
}

// The library would try for minutes where packets to the host are dropped.
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
    const timer = setTimeout(() => fail(`no answer within ${reachMs / 1000} s`), reachMs);
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
