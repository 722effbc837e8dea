import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { type LocalServer, startLocalServer } from '../support/local-server';

/** What a test was asked, as the guard sent it. */
export interface Asked {
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly query: string; readonly variables: { readonly items: unknown[] } };
}

/** A server in place of the gateway that answers whatever a test wants. */
export class FakeGateway {
  readonly asked: Asked[] = [];
  answer: (response: ServerResponse) => void = (response) => response.end();

  private constructor(private readonly server: LocalServer) {
    const answer: RequestListener = (request, response) => {
      const { url: path, headers } = request;
      void textOf(request).then((text) => {
        this.asked.push({ path, headers, body: JSON.parse(text) as Asked['body'] });
        this.answer(response);
      });
    };
    server.answer = answer;
  }

  static async start(): Promise<FakeGateway> {
    return new FakeGateway(await startLocalServer());
  }

  get url(): string {
    return this.server.url;
  }

  /** Answers with this JSON from now on. */
  says(body: unknown, status = 200): void {
    this.saysText(JSON.stringify(body), status);
  }

  /** Answers with this text from now on. */
  saysText(text: string, status = 200, headers: Record<string, string> = {}): void {
    this.answer = (response) => response.writeHead(status, headers).end(text);
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

/** The answer to a check whose results are these. */
export const results = (...checkLocks: unknown[]): { data: { checkLocks: unknown[] } } => ({
  data: { checkLocks },
});

/** A result that says the grant of this token holds its record for another minute. */
export const held = (fencingToken: unknown): { __typename: string; lock: object } => ({
  __typename: 'LockHeld',
  lock: { fencingToken, expiresAt: '2026-03-01T10:01:00.000Z', expiresInMs: 60_000 },
});

/** A result that says bob has the record. */
export const LOST = {
  __typename: 'LockLost',
  message: 'Lost: bob has held this record since 2026-03-01T10:00:00.000Z.',
  currentLock: {
    holder: { id: 'user-bob', username: 'bob' },
    acquiredAt: '2026-03-01T10:00:00.000Z',
    ...{ expiresAt: null, expiresInMs: null, heldByMe: false, reserved: false },
  },
};
