import { HeaderMap } from '@apollo/server';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { siteOf } from '../../http/admission/client-address';
import { type BodyLimits } from '../../http/read-body';
import { readRefreshTokens } from '../../http/refresh-token';
import { graphqlCodeOf } from '../../outcomes/outcomes';
import { type BegunSubscription } from '../live/begin-operation';
import { type LiveOptions } from '../live/live-options';
import { pump } from '../live/pump';
import { SignedIn } from '../live/signed-in';
import { acceptsStream } from './accepts-stream';
import { mayBeCrossSite } from './cross-site';
import { COMMENT, EventStreamSink } from './event-stream-sink';
import { type BodyOutcome, errorAnswer, type HttpAnswer } from './http-answer';
import { readJson } from './read-json';
import { everyAnswerWith, type SendHttpAnswer } from './serve-http';

export interface EventStreamOptions extends LiveOptions {
  readonly bodyLimits: BodyLimits;
  readonly sendAnswer: SendHttpAnswer;
  readonly headers: Readonly<Record<string, string>>;
  readonly reportFault: (error: unknown) => void;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
}

/** GraphQL over Server-Sent Events, each operation on a request of its own ("distinct connections"). */
export class EventStreamTransport {
  private readonly head: readonly string[];
  private readonly open = new Set<EventStreamSink>();
  private isStopping = false;

  constructor(private readonly options: EventStreamOptions) {
    this.head = [
      ...everyAnswerWith(options.headers),
      ...['Content-Type', 'text/event-stream; charset=utf-8'],
      // Tells nginx not to wait for a full buffer.
      ...['X-Accel-Buffering', 'no'],
    ];
  }

  /** Answers one request; never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isSafe = request.method === 'GET';
    const begun = await this.options.beginOperation({
      ...{ request, isSafe },
      readBody: () =>
        isSafe
          ? Promise.resolve(this.readSearch(request))
          : readJson(request, this.options.bodyLimits),
    });
    const exchange = { request, response, requestId: begun.requestId };
    if (begun.kind === 'subscribed') {
      await this.subscribe(exchange, begun).catch(this.options.reportFault);
    } else this.answer(exchange, begun.answer);
  }

  /** Ends every stream without telling that it is complete, so that clients subscribe elsewhere. */
  stop(): void {
    this.isStopping = true;
    for (const sink of this.open) sink.end();
  }

  private answer({ request, response, requestId }: Exchange, answer: HttpAnswer): void {
    const isExecuted = answer.status < 400;
    if (!isExecuted || acceptsStream(request) !== 'only') {
      this.options.sendAnswer({ request, response, answer, requestId });
      return;
    }
    response.writeHead(200, [...this.head, 'X-Request-Id', requestId]);
    response.end(`${next(answer.body)}${COMPLETE}`);
  }

  private async subscribe(exchange: Exchange, begun: BegunSubscription): Promise<void> {
    const { request, response, requestId } = exchange;
    const { connections, sendAnswer, writes, timing, observer } = this.options;
    const { subscription, viewer } = begun;
    if (response.destroyed || !connections.take(viewer.id)) {
      await subscription.return();
      const answer = errorAnswer('tooManySubscriptions');
      sendAnswer({ request, response, answer, requestId });
      return;
    }
    response.writeHead(200, [...this.head, 'X-Request-Id', requestId]);
    const sink = new EventStreamSink(response, {
      ...{ userId: viewer.id, writes, keepAliveMs: timing.keepAliveMs },
      onDropped: () => observer.dropped('sse'),
    });
    this.open.add(sink);
    response.once('close', () => void subscription.return());
    // The head arrives at once, also where nothing is told yet.
    sink.outbox.put(COMMENT);
    try {
      if (this.isStopping) return;
      await this.tell(request, begun, sink);
      if (!this.isStopping) sink.outbox.put(Buffer.from(COMPLETE));
    } finally {
      this.open.delete(sink);
      connections.giveBack(viewer.id);
      sink.end();
    }
  }

  private async tell(
    request: IncomingMessage,
    { subscription, document, viewer: caller }: BegunSubscription,
    sink: EventStreamSink,
  ): Promise<void> {
    const { texts, observer, authenticateAgain, addressOf, timing } = this.options;
    const { text, release } = texts.of(document);
    const signedIn = new SignedIn({
      ...{ caller, authenticate: authenticateAgain, lookAgainMs: timing.lookAgainMs },
      tokens: readRefreshTokens(request),
      client: siteOf(addressOf(request)),
      onOver: () => {
        sink.outbox.put(Buffer.from(next(SIGNED_OUT)));
        void subscription.return();
      },
    });
    observer.began('sse');
    try {
      await pump({
        ...{ subscription, outbox: sink.outbox },
        tell: (event) => {
          observer.sent('sse');
          sink.outbox.put(NEXT, text(event, signedIn.caller), END);
        },
      });
    } finally {
      signedIn.close();
      release();
      observer.ended('sse');
      await subscription.return();
    }
  }

  private readSearch(
    request: IncomingMessage,
  ): { value: unknown } | { refusal: BodyOutcome | 'crossSite' } {
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    if (mayBeCrossSite(headers, this.options.allowedOrigins)) return { refusal: 'crossSite' };
    const { url = '' } = request;
    const search = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?')) : '');
    const value: Record<string, unknown> = {};
    for (const name of ['query', 'operationName']) {
      if (search.has(name)) value[name] = search.get(name);
    }
    for (const name of ['variables', 'extensions']) {
      if (search.has(name)) value[name] = parsed(search.get(name)!);
    }
    return { value };
  }
}

const NEXT = Buffer.from('event: next\ndata: ');
const END = Buffer.from('\n\n');
const COMPLETE = 'event: complete\ndata:\n\n';

function next(text: string): string {
  return `event: next\ndata: ${text}\n\n`;
}

const SIGNED_OUT = JSON.stringify({
  errors: [
    {
      message: 'The subscription has ended: the session is over, or the permission is lost.',
      extensions: { code: graphqlCodeOf('noToken') },
    },
  ],
});

/** Apollo says what is wrong with a text that is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
