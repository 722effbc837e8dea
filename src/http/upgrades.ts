import { IncomingMessage, type Server } from 'node:http';
import { type Socket } from 'node:net';
import { type Duplex } from 'node:stream';
import { type Answer, answer } from './answer';
import { isHeadTooLarge } from './head-size';
import { hasUsableHost, type Refusals } from './refusals';
import { normalizeTarget } from './request-target';

/**
 * Opens a WebSocket by the handshake of a client, and resolves with undefined; or resolves with the
 * answer that refuses it.
 */
export type OpenWebSocket = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
) => Promise<Answer | undefined>;

/**
 * A request of which only the handshake of a WebSocket is an upgrade. Once there is a listener for
 * upgrades, Node hands it every request that asks for any: also those of HTTP clients that offer
 * HTTP/2 (`Upgrade: h2c`) and are content with an ordinary answer, whose body it would not read.
 */
export class UpgradableRequest extends IncomingMessage {
  // A field with a value would be set after the base class has used it.
  declare private asksForUpgrade: boolean | null;

  get upgrade(): boolean {
    if (!this.asksForUpgrade) return false;
    return this.method === 'CONNECT' || this.headers.upgrade?.toLowerCase() === 'websocket';
  }

  set upgrade(asks: boolean | null) {
    this.asksForUpgrade = asks;
  }
}

/** The close that follows an error tells it. A closure made for each socket would keep its handshake. */
const ignore = (): void => {};

/** Passes handshakes at some paths, exactly as written, to the door that is there; refuses others. */
export function serveUpgrades(
  server: Server,
  options: {
    readonly door: { readonly paths: readonly string[]; readonly upgrade: OpenWebSocket };
    readonly refusals: Refusals;
  },
): void {
  const { door, refusals } = options;
  server.on('upgrade', (request: UpgradableRequest, duplex: Duplex, head: Buffer) => {
    const socket = duplex as Socket;
    socket.on('error', ignore);
    const refuse = (refusal: Answer): void =>
      refusals.connection(socket, refusal, request.url ?? '');
    const target = normalizeTarget(request.url ?? '');
    if (target === undefined || !hasUsableHost(request)) return refuse(answer('badRequest'));
    if (isHeadTooLarge(request)) return refuse(answer('headTooLarge'));
    request.url = target;
    const [path = ''] = target.split('?');
    if (!door.paths.includes(path)) return refuse(answer('noSuchPath'));
    void door.upgrade(request, socket, head).then((refusal) => {
      if (refusal) refuse(refusal);
    });
  });
}
