import {
  type ClientHttp2Session,
  connect,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2';
import { createConnection } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { callHttp, HANGS_AFTER_MS, type HttpAnswer, type HttpCall } from '../support/http-call';

/** What a caller speaks to a proxy. */
export type Protocol = 'HTTP/1.1' | 'HTTP/2';

/** Sends requests to one address in one protocol. */
export interface HttpClient {
  http(call: HttpCall): Promise<HttpAnswer>;
  /** One request over a connection that carries nothing else. */
  httpAlone(call: HttpCall): Promise<HttpAnswer>;
  close(): void;
}

/** A client that opens a connection for each request. */
export function http1Client(port: number): HttpClient {
  const http = (call: HttpCall): Promise<HttpAnswer> => callHttp(`http://127.0.0.1:${port}`, call);
  return { http, httpAlone: http, close: () => undefined };
}

/** Proxies end a session after so many requests; this is below the fewest (nginx: 1,000). */
const REQUESTS_PER_SESSION = 500;

/**
 * A client with one HTTP/2 session for each address it sends from; `ca` is the certificate to trust,
 * without it the connection is plain and HTTP/2 from its first byte.
 */
export function http2Client(port: number, ca?: string): HttpClient {
  const sessions = new Map<string | undefined, { session: ClientHttp2Session; left: number }>();
  const sessionFrom = (localAddress: string | undefined): ClientHttp2Session => {
    const known = sessions.get(localAddress);
    if (known && known.left > 0 && !known.session.closed) {
      known.left -= 1;
      return known.session;
    }
    known?.session.close();
    const session = openSession({ port, ca, localAddress });
    sessions.set(localAddress, { session, left: REQUESTS_PER_SESSION - 1 });
    const forget = (): void => {
      if (sessions.get(localAddress)?.session === session) sessions.delete(localAddress);
    };
    session.once('goaway', forget).once('close', forget).on('error', forget);
    return session;
  };
  return {
    http: (call) => callHttp2(sessionFrom(call.localAddress), call),
    httpAlone: async (call) => {
      const session = openSession({ port, ca, localAddress: call.localAddress });
      // What breaks the connection breaks the request, which says so.
      session.on('error', () => undefined);
      return callHttp2(session, call).finally(() => session.destroy());
    },
    close: () => {
      for (const { session } of sessions.values()) session.destroy();
    },
  };
}

function openSession(options: {
  port: number;
  ca: string | undefined;
  localAddress: string | undefined;
}): ClientHttp2Session {
  const { port, ca, localAddress } = options;
  const to = { host: '127.0.0.1', port, ...(localAddress !== undefined && { localAddress }) };
  if (ca === undefined) {
    return connect(`http://127.0.0.1:${port}`, { createConnection: () => createConnection(to) });
  }
  return connect(`https://127.0.0.1:${port}`, {
    createConnection: () => connectTls({ ...to, ca, ALPNProtocols: ['h2'] }),
  });
}

function callHttp2(session: ClientHttp2Session, call: HttpCall): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { 'Transfer-Encoding': chunked, ...headers } = call.headers ?? {};
    const hasLength = call.body !== undefined && chunked === undefined;
    const stream = session.request(
      {
        ':method': call.method,
        ':path': call.path,
        ...(hasLength && { 'content-length': Buffer.byteLength(call.body) }),
        ...headers,
      },
      // What HTTP/1.1 says with chunks is here that the body ends in a frame of its own.
      { endStream: call.body === undefined && chunked === undefined },
    );
    const chunks: Buffer[] = [];
    let head: Omit<HttpAnswer, 'text'> | undefined;
    let failure: Error | undefined;
    stream.setTimeout(HANGS_AFTER_MS, () => {
      failure = new Error(`no answer to ${call.method} ${call.path} in time`);
      stream.close();
    });
    stream.on('response', (headers: IncomingHttpHeaders & IncomingHttpStatusHeader) => {
      head = { status: headers[':status'] ?? 0, headers };
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', (error: Error) => (failure = error));
    // A stream is often reset behind an early answer; the answer counts all the same.
    stream.once('close', () => {
      const text = Buffer.concat(chunks).toString();
      const length = Number(head?.headers['content-length'] ?? Buffer.byteLength(text));
      const isWhole = call.method === 'HEAD' || Buffer.byteLength(text) === length;
      if (head && isWhole) resolve({ ...head, text });
      else reject(failure ?? new Error(`closed with ${stream.rstCode} and no answer`));
    });
    if (!stream.writableEnded) stream.end(call.body);
  });
}
