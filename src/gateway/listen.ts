import { type Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';

/**
 * How many connections may wait to be accepted: as many as come back at once after an interruption.
 * One that finds no room tries again a second later. The system may have a lower limit.
 */
const BACKLOG = 4_096;

/** Hints for errors caused by the address; all other errors are about the port. */
const ABOUT_HOST: Readonly<Record<string, string>> = {
  ENOTFOUND: 'this host name is unknown',
  EAI_AGAIN: 'this host name cannot be resolved at the moment',
  EADDRNOTAVAIL: 'this machine has no such address',
  EAFNOSUPPORT: 'this machine does not support this address family',
  EINVAL: 'this machine has no such address',
};

const ABOUT_PORT: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program is using this port',
  EACCES: 'permission denied; ports below 1024 usually require privileges',
};

/** Resolves when the server listens; rejects with an error that names the setting to change. */
export function listen(
  server: Server,
  { host, port, setting }: { host: string; port: number; setting: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const { code = '' } = error;
      const name = Object.hasOwn(ABOUT_HOST, code) ? 'HOST' : setting;
      const hint = ABOUT_HOST[code] ?? ABOUT_PORT[code];
      const line = `${name}: ${error.message}${hint ? `; ${hint}` : ''}`;
      reject(new Error(line, { cause: error }));
    });
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

/** The URL of a listening server. */
export function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${isIPv6(host) ? `[${host.replace('%', '%25')}]` : host}:${port}`;
}
