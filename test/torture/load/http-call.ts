import { type Agent, request } from 'node:http';

/** What came back from one HTTP exchange. */
export type HttpResult =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: NodeJS.Dict<string | string[]>;
      readonly body: unknown;
    }
  /** The connection was refused: the gateway never saw the request. */
  | { readonly kind: 'notSent'; readonly reason: string }
  | { readonly kind: 'noAnswer'; readonly reason: string; readonly timedOut: boolean };

export interface HttpRequest {
  readonly agent: Agent;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly refreshToken: string;
  readonly body: unknown;
  readonly timeoutMs: number;
}

/** Sends JSON once, never again by itself; always resolves, at the latest after `timeoutMs`. */
export function callHttp(call: HttpRequest): Promise<HttpResult> {
  return new Promise((resolve) => {
    const payload = Buffer.from(call.body === undefined ? '' : JSON.stringify(call.body));
    const outgoing = request({
      agent: call.agent,
      host: '127.0.0.1',
      port: call.port,
      method: call.method,
      path: call.path,
      headers: {
        'content-type': 'application/json',
        'content-length': payload.length,
        cookie: `refreshToken=${call.refreshToken}`,
      },
    });
    const timer = setTimeout(() => {
      resolve({ kind: 'noAnswer', reason: 'time-out', timedOut: true });
      outgoing.destroy();
    }, call.timeoutMs);
    const fail = (error: NodeJS.ErrnoException): void => {
      clearTimeout(timer);
      const reason = error.code ?? error.message;
      if (reason === 'ECONNREFUSED') resolve({ kind: 'notSent', reason });
      else resolve({ kind: 'noAnswer', reason, timedOut: false });
    };
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', fail);
      incoming.on('end', () => {
        clearTimeout(timer);
        resolve({
          kind: 'answered',
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: parseJson(Buffer.concat(chunks).toString()),
        });
      });
    });
    outgoing.end(payload);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
