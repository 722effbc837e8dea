import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A local HTTP server whose answers the test decides. */
export interface LocalServer {
  readonly url: string;
  /** The requests received so far. */
  readonly requests: IncomingMessage[];
  /** The handler of all further requests. */
  answer: RequestListener;
  /** Stops it and closes all connections; safe to call twice. */
  stop(): Promise<void>;
}

/** Starts a server on a free port; answers 404 by default. */
export async function startLocalServer(
  answer: RequestListener = (_request, response) => void response.writeHead(404).end(),
): Promise<LocalServer> {
  const requests: IncomingMessage[] = [];
  const http = createServer((request, response) => {
    requests.push(request);
    local.answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const local: LocalServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    requests,
    answer,
    async stop() {
      if (!http.listening) return;
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
  return local;
}

/** An answer with a JSON body. */
export function json(body: unknown, status = 200): RequestListener {
  return (_request, response) =>
    void response
      .writeHead(status, { 'Content-Type': 'application/json' })
      .end(JSON.stringify(body));
}
