import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A server on this machine that a test makes answer as it likes. */
export interface LocalServer {
  readonly url: string;
  /** What came in so far. */
  readonly requests: IncomingMessage[];
  /** How it answers from now on. */
  answer: RequestListener;
  /** Ends it and cuts what is open; safe to call twice. */
  stop(): Promise<void>;
}

/** Starts a server on a free port; answers 404 until told otherwise. */
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
