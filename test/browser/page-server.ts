import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Serves a page for each script in `pages`, under every host name. */
export interface PageServer {
  readonly port: number;
  /** The gateway that `/graphql` is passed on to, as a front-end's development server does it. */
  gatewayUrl: string | undefined;
  stop(): Promise<void>;
}

const FOLDERS: Readonly<Record<string, string>> = {
  pages: __dirname,
  node_modules: join(__dirname, '../..'),
};

/** Where browsers find the packages that the scripts import. */
const IMPORTS = {
  '@urql/core': '/node_modules/@urql/core/dist/urql-core.mjs',
  '@0no-co/graphql.web': '/node_modules/@0no-co/graphql.web/dist/graphql.web.mjs',
  wonka: '/node_modules/wonka/dist/wonka.mjs',
};

/** Starts a page server on a free port. */
export async function startPageServer(): Promise<PageServer> {
  const http = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://page.test');
    if (pathname === '/graphql') passOn(server.gatewayUrl, incoming, response);
    else void serve(pathname, response);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server: PageServer = {
    port: (http.address() as AddressInfo).port,
    gatewayUrl: undefined,
    async stop() {
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
  return server;
}

async function serve(pathname: string, response: ServerResponse): Promise<void> {
  const [, folder = '', ...rest] = pathname.split('/');
  const parent = FOLDERS[folder];
  if (parent === undefined) {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(pageWith(folder));
    return;
  }
  await readFile(join(parent, folder, ...rest)).then(
    (script) => response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script),
    () => response.writeHead(404).end(),
  );
}

function pageWith(script: string): string {
  return `<!doctype html><title>${script}</title><body>
<script>globalThis.process = { env: { NODE_ENV: 'production' } }; // as a bundler defines it</script>
<script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module" src="/pages/${script}.js"></script>`;
}

function passOn(
  gatewayUrl: string | undefined,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  const { method, url = '', headers } = incoming;
  const call = request(new URL(url, gatewayUrl), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 0, answer.headers);
    answer.pipe(response);
  });
  call.once('error', () => response.destroy());
  incoming.pipe(call);
}
