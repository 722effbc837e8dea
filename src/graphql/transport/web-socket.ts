import { handleProtocols, makeServer, type Server } from 'graphql-ws';
import { type IncomingMessage } from 'node:http';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { type Authenticate, type Caller } from '../../domain/caller';
import { Turnstile } from '../../concurrency/turnstile';
import { assertInTime, Overloaded, RateLimited } from '../../domain/errors';
import { TIME_BUDGET } from '../../config/time-budget';
import { type Admit } from '../../http/admission/admit';
import { siteOf } from '../../http/admission/client-address';
import { type Answer, answer, serviceUnavailable, tooManyRequests } from '../../http/answer';
import { type OpenWebSocket } from '../../http/upgrades';
import { authenticateByFirst, readRefreshTokens } from '../../http/refresh-token';
import { type LiveOptions } from '../live/live-options';
import { SignedIn } from '../live/signed-in';
import { mayOpenSocket } from './socket-origin';
import { SocketConnection } from './socket-connection';
import { socketProtocol } from './socket-protocol';

/** More than the longest message with 200 ids. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/**
 * How many handshakes are looked up at a time. Clients come back together when a network or a gateway
 * does, and from one address behind a proxy: more than one address may have among all look-ups.
 */
const MAX_LOOK_UPS = 64;

export interface WebSocketOptions extends LiveOptions {
  readonly authenticate: Authenticate;
  readonly admit: Admit;
  readonly maxSubscriptionsPerConnection: number;
  readonly reportFault: (error: unknown) => void;
  /** Receives the origin of a page that may not open a socket, and the host that it asked. */
  readonly onRefusedOrigin: (origin: string, socketHost: string) => void;
}

/** GraphQL over WebSocket, by the protocol `graphql-transport-ws`. */
export class WebSocketTransport {
  private readonly handshakes: WebSocketServer;
  private readonly protocol: Server<SocketConnection>;
  private readonly lookUps = new Turnstile(MAX_LOOK_UPS);
  private readonly open = new Set<SocketConnection>();
  private readonly keepAlive: NodeJS.Timeout;
  private isStopping = false;

  constructor(private readonly options: WebSocketOptions) {
    this.handshakes = new WebSocketServer(handshakeOptions(options.timing.closeMs));
    this.protocol = makeServer(
      socketProtocol({
        initMs: options.timing.initMs,
        maxOperations: options.maxSubscriptionsPerConnection,
        reportFault: options.reportFault,
      }),
    );
    this.keepAlive = setInterval(() => this.ping(), options.timing.keepAliveMs).unref();
  }

  /** Opens a socket for a user, or returns the refusal to answer with. Never rejects. */
  readonly upgrade: OpenWebSocket = async (request, socket, head) => {
    const checked = await this.check(request).catch((error: unknown) => this.refusalOf(error));
    if ('status' in checked) return checked;
    this.handshakes.handleUpgrade(request, socket, head, (webSocket) =>
      this.begin(webSocket, request, checked),
    );
    return undefined;
  };

  /** Closes every connection with 1001, and ends those that do not close in time. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.keepAlive);
    const closed = [...this.open].map((connection) => {
      connection.close(1001, 'The gateway is stopping');
      return connection.closed;
    });
    const timer = setTimeout(() => {
      for (const connection of this.open) connection.terminate();
    }, this.options.timing.closeMs);
    await Promise.all(closed);
    clearTimeout(timer);
  }

  private async check(request: IncomingMessage): Promise<Caller | Answer> {
    if (this.isStopping) return answer('stopping');
    const { allowedOrigins, admit, authenticate, addressOf } = this.options;
    if (!mayOpenSocket(request, allowedOrigins)) {
      const { origin = '', host = '' } = request.headers;
      this.options.onRefusedOrigin(origin, host);
      return answer('socketRefused');
    }
    await admit(request);
    const client = siteOf(addressOf(request));
    const giveUpAt = performance.now() + TIME_BUDGET.handshakeWaitMs;
    const found = await this.lookUps.pass(client, async () => {
      assertInTime(request.socket.destroyed ? 0 : giveUpAt);
      return authenticateByFirst(authenticate, readRefreshTokens(request), {
        client,
        deadlineAt: performance.now() + TIME_BUDGET.lookUpMs,
      });
    });
    return found.kind === 'authenticated' ? found.caller : answer('socketRefused');
  }

  private refusalOf(error: unknown): Answer {
    if (error instanceof RateLimited) return tooManyRequests(error.retryAfterMs);
    if (error instanceof Overloaded) return serviceUnavailable();
    this.options.reportFault(error);
    return answer('fault');
  }

  private begin(webSocket: WebSocket, request: IncomingMessage, caller: Caller): void {
    const { connections, authenticateAgain, addressOf, timing } = this.options;
    const { beginOperation, texts, writes, observer, reportFault } = this.options;
    if (this.isStopping) return closeAtOnce(webSocket, 1001, 'The gateway is stopping');
    if (!connections.take(caller.id)) return closeAtOnce(webSocket, 1013, 'Too many connections');
    const signedIn = new SignedIn({
      ...{ caller, authenticate: authenticateAgain, lookAgainMs: timing.lookAgainMs },
      tokens: readRefreshTokens(request),
      client: siteOf(addressOf(request)),
      onOver: () => connection.close(4401, 'Not signed in any more'),
    });
    const connection = new SocketConnection({
      ...{ beginOperation, texts, writes, observer, reportFault },
      ...{ webSocket, signedIn },
      // The rest of the handshake would be kept for as long as the socket is open.
      request: { headers: request.headers, socket: request.socket },
    });
    this.open.add(connection);
    const closed = this.protocol.opened(connection.protocolSocket, connection);
    webSocket.once('close', (code: number, reason: Buffer) => {
      signedIn.close();
      this.open.delete(connection);
      connections.giveBack(caller.id);
      void closed(code, String(reason));
    });
  }

  private ping(): void {
    for (const connection of this.open) {
      if (connection.ping()) continue;
      this.options.observer.dropped('websocket');
      connection.terminate();
    }
  }
}

/** `closeTimeout`: whoever was refused, or is signed out, cannot stay by not closing either. */
function handshakeOptions(closeTimeout: number): ServerOptions {
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (protocols: Set<string>) => handleProtocols(protocols),
    // The types do not know it yet.
    closeTimeout,
  };
  return options;
}

function closeAtOnce(webSocket: WebSocket, code: number, reason: string): void {
  webSocket.on('error', () => {});
  webSocket.close(code, reason);
}
