import { type Agent } from 'node:http';
import { callHttp as sendHttp, NoAnswerInTime } from '../../support/http-call';

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

/** Sends JSON once and never retries; always resolves, at the latest after `timeoutMs`. */
export async function callHttp(call: HttpRequest): Promise<HttpResult> {
  try {
    const { status, headers, text } = await sendHttp(`http://127.0.0.1:${call.port}`, {
      method: call.method,
      path: call.path,
      headers: {
        'content-type': 'application/json',
        cookie: `refreshToken=${call.refreshToken}`,
      },
      body: call.body === undefined ? '' : JSON.stringify(call.body),
      agent: call.agent,
      timeoutMs: call.timeoutMs,
    });
    return { kind: 'answered', status, headers, body: parseJson(text) };
  } catch (error) {
    if (error instanceof NoAnswerInTime) {
      return { kind: 'noAnswer', reason: 'time-out', timedOut: true };
    }
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code ?? message;
    if (reason === 'ECONNREFUSED') return { kind: 'notSent', reason };
    return { kind: 'noAnswer', reason, timedOut: false };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
