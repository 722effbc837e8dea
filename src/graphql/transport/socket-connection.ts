import { type GraphQLFormattedError } from 'graphql';
import { CloseCode, type WebSocket as ProtocolSocket } from 'graphql-ws';
import { type Socket } from 'node:net';
import { type WebSocket } from 'ws';
import { type BegunOperation, type BegunSubscription } from '../live/begin-operation';
import { type LiveOptions } from '../live/live-options';
import { drained } from '../live/drained';
import { Outbox, type Outlet } from '../live/outbox';
import { pump } from '../live/pump';
import { type SignedIn } from '../live/signed-in';
import { type RequestHead } from '../../http/request-head';
import { OperationNames } from './operation-names';
import { textFrameHead } from './text-frame';

export interface SocketConnectionOptions extends Pick<
  LiveOptions,
  'beginOperation' | 'texts' | 'writes' | 'observer'
> {
  readonly webSocket: WebSocket;
  /** That of the handshake. */
  readonly request: RequestHead;
  readonly signedIn: SignedIn;
  readonly reportFault: (error: unknown) => void;
}

const ignore = (): void => {};
const END = Buffer.from('}');
const PING = Buffer.from('{"type":"ping"}');

/** One WebSocket of a user, which reads nothing from a client that does not read. */
export class SocketConnection implements Outlet {
  /** Resolves when the connection is closed. */
  readonly closed: Promise<unknown>;
  private readonly socket: Socket;
  private readonly outbox: Outbox;
  private readonly names = new OperationNames();
  private isAlive = true;
  private running = 0;

  constructor(private readonly options: SocketConnectionOptions) {
    const { webSocket, request } = options;
    this.socket = request.socket;
    this.outbox = new Outbox(options.signedIn.caller.id, options.writes, this);
    this.closed = new Promise((resolve) => void webSocket.once('close', resolve));
    // The close that follows tells it.
    webSocket.on('error', ignore);
    webSocket.on('pong', () => (this.isAlive = true));
    webSocket.on('ping', () => this.waitForReader());
  }

  /** What the protocol reads from and writes to. */
  get protocolSocket(): ProtocolSocket {
    const { webSocket, reportFault } = this.options;
    return {
      protocol: webSocket.protocol,
      send: (text) => this.put(Buffer.from(this.names.sent(text))),
      close: (code = 1000, reason = '') => this.close(code, reason),
      onMessage: (handle) =>
        webSocket.on('message', (data: Buffer) => {
          const message = this.names.received(data.toString());
          if (message === undefined) {
            this.close(CloseCode.SubscriberAlreadyExists, 'The id is in use');
            return;
          }
          handle(message).catch((error: unknown) => {
            reportFault(error);
            this.close(4500, 'Internal server error');
          });
          this.waitForReader();
        }),
    };
  }

  /** How many operations have begun and are not over. */
  get operations(): number {
    return this.running;
  }

  get isFull(): boolean {
    return this.socket.writableNeedDrain;
  }

  /**
   * Sends a message. It is put into its frame here, so that the events of one connection are written
   * by one system call, and a copy of a text that is there already.
   */
  private put(...parts: readonly Buffer[]): void {
    let bytes = 0;
    for (const { length } of parts) bytes += length;
    this.outbox.put(textFrameHead(bytes), ...parts);
  }

  write(bytes: Buffer): void {
    const { webSocket } = this.options;
    if (webSocket.readyState === webSocket.OPEN) this.socket.write(bytes);
  }

  drained(): Promise<void> {
    return drained(this.socket);
  }

  /** Ends the connection by the protocol. */
  close(code: number, reason: string): void {
    this.outbox.writeOut();
    this.options.webSocket.resume();
    this.options.webSocket.close(code, reason);
  }

  /** Ends the connection at once. */
  terminate(): void {
    this.options.webSocket.terminate();
  }

  /** Asks for a sign of life; false when there was none since the last time. */
  ping(): boolean {
    if (!this.isAlive) return false;
    this.isAlive = false;
    this.options.webSocket.ping();
    // A browser answers that by itself; this one wakes the page, whose timers stand still while it is hidden.
    this.put(PING);
    return true;
  }

  /** Begins an operation that arrived on this connection; call `end` when it is over. */
  begin(body: unknown): Promise<BegunOperation> {
    this.running += 1;
    return this.options.beginOperation({
      request: this.options.request,
      knownCaller: () => this.options.signedIn.caller,
      readBody: () => Promise.resolve({ value: body }),
    });
  }

  /** An operation is over. */
  end(): void {
    this.running -= 1;
  }

  /** Sends what an operation is answered with; resolves when it is over. */
  async send(id: string, begun: BegunOperation): Promise<void> {
    const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    if (begun.kind === 'answered') this.put(head, Buffer.from(begun.answer.body), END);
    else await this.tell(head, begun);
  }

  private async tell(head: Buffer, begun: BegunSubscription): Promise<void> {
    const { texts, observer, signedIn } = this.options;
    const { subscription, document } = begun;
    const { text, release } = texts.of(document);
    observer.began('websocket');
    try {
      await pump({
        ...{ subscription, outbox: this.outbox },
        tell: (event) => {
          observer.sent('websocket');
          this.put(head, text(event, signedIn.caller), END);
        },
      });
    } finally {
      release();
      observer.ended('websocket');
      await subscription.return();
    }
  }

  /** Answers wait in memory for a client that sends without reading: so it may not send either. */
  private waitForReader(): void {
    const { webSocket } = this.options;
    if (!this.isFull || webSocket.isPaused) return;
    webSocket.pause();
    void this.drained().then(() => webSocket.resume());
  }
}

/** The errors of an answer that has no data. */
export function errorsOf(body: string): readonly GraphQLFormattedError[] {
  return (JSON.parse(body) as { errors: GraphQLFormattedError[] }).errors;
}
