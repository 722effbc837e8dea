import { type Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';

/** What a listening error is about: the address, or else the port. */
const ABOUT_HOST: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'the name cannot be looked up now',
  EADDRNOTAVAIL: 'this machine has no such address',
  EAFNOSUPPORT: 'this machine has no addresses of that kind',
  EINVAL: 'this machine has no such address',
};

const ABOUT_PORT: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EACCES: 'this user may not listen there; ports below 1024 often need a privilege',
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
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

/** The address of a listening server as it stands in links. */
export function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${isIPv6(host) ? `[${host.replace('%', '%25')}]` : host}:${port}`;
}
