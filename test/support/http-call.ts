import { type Agent, request as startRequest, type IncomingHttpHeaders } from 'node:http';

/** One HTTP request, sent as written; only the headers that HTTP requires are added. */
export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>> | undefined;
  readonly body?: string | Buffer | undefined;
  /** The local address to send from; by default the system chooses. */
  readonly localAddress?: string | undefined;
  /** Keeps connections for later calls; without it each call opens its own. */
  readonly agent?: Agent | undefined;
  /** Default: 8 s. */
  readonly timeoutMs?: number | undefined;
}

/** One HTTP answer; `text` is the unparsed body. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Longer than any answer may take, so that a hanging request fails its test with a reason. */
export const HANGS_AFTER_MS = 8_000;

/** Rejects a call that had no whole answer in time; the gateway may still carry it out. */
export class NoAnswerInTime extends Error {
  override readonly name = 'NoAnswerInTime';
}

/** Sends one request to a gateway; rejects with `NoAnswerInTime` when the answer takes too long. */
export function callHttp(url: string, call: HttpCall): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const headers = call.headers ?? {};
    // Node rejects a request with both a length and chunked encoding.
    const hasLength = call.body !== undefined && !('Transfer-Encoding' in headers);
    const signal = AbortSignal.timeout(call.timeoutMs ?? HANGS_AFTER_MS);
    const fail = (cause: Error): void => {
      const message = `no answer to ${call.method} ${call.path} in time`;
      reject(signal.aborted ? new NoAnswerInTime(message, { cause }) : cause);
    };
    const request = startRequest(
      {
        hostname,
        port,
        method: call.method,
        path: call.path,
        headers: {
          ...(hasLength && { 'Content-Length': Buffer.byteLength(call.body) }),
          ...headers,
        },
        agent: call.agent ?? false,
        localAddress: call.localAddress,
        signal,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', fail);
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.once('error', fail);
    request.end(call.body);
  });
}
