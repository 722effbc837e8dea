import { request as startRequest, type IncomingHttpHeaders } from 'node:http';

/** One HTTP request, sent as it is written: nothing is added but what HTTP itself needs. */
export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>> | undefined;
  readonly body?: string | Buffer | undefined;
  /** The address of this machine that it comes from; the system's choice where left out. */
  readonly localAddress?: string | undefined;
}

/** One HTTP answer; `text` is the body as it came. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Longer than any answer may take, so that a request that hangs fails its test with a reason. */
export const HANGS_AFTER_MS = 8_000;

/** Sends one request to a gateway; rejects when no answer comes within 8 s. */
export function callHttp(url: string, call: HttpCall): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const headers = call.headers ?? {};
    // Node refuses a request that says both how long it is and that it comes in chunks.
    const hasLength = call.body !== undefined && !('Transfer-Encoding' in headers);
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
        agent: false,
        localAddress: call.localAddress,
        timeout: HANGS_AFTER_MS,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.once('timeout', () => {
      request.destroy(new Error(`no answer to ${call.method} ${call.path} in time`));
    });
    request.once('error', reject);
    request.end(call.body);
  });
}
