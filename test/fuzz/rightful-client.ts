import { randomUUID } from 'node:crypto';
import { callHttp, type HttpAnswer } from '../support/http-call';
import { cookieOf } from '../support/test-users';

/** One user's ordinary calls over both doors. */
export class RightfulClient {
  constructor(
    private readonly options: {
      readonly url: string;
      readonly name: string;
      readonly onAnswer: (tookMs: number) => void;
    },
  ) {}

  /** Rejects without an answer, and with one to another request. */
  rest(operation: 'acquire' | 'remove', route: string, id: string): Promise<HttpAnswer> {
    const body = JSON.stringify({ route, id });
    return operation === 'acquire'
      ? this.send({ method: 'POST', path: '/admin/lock', body })
      : this.send({ method: 'DELETE', path: '/admin/remove-lock', body });
  }

  /** What stands under `data`, or all that came when that is not the whole answer; never rejects. */
  async graphql(query: string): Promise<unknown> {
    try {
      const body = JSON.stringify({ query });
      const answer = await this.send({ method: 'POST', path: '/graphql', body });
      const { data, ...rest } = JSON.parse(answer.text) as { data?: unknown };
      return Object.keys(rest).length === 0 && answer.status === 200 ? data : answer.text;
    } catch (error) {
      return String(error);
    }
  }

  private async send(call: { method: string; path: string; body: string }): Promise<HttpAnswer> {
    const requestId = randomUUID();
    const startedAt = performance.now();
    const answer = await callHttp(this.options.url, {
      ...call,
      headers: {
        'Content-Type': 'application/json',
        Cookie: cookieOf(this.options.name),
        'X-Request-Id': requestId,
      },
    }).finally(() => this.options.onAnswer(performance.now() - startedAt));
    if (answer.headers['x-request-id'] !== requestId) throw new Error('answered as another');
    return answer;
  }
}
