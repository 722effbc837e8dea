import { connect, type Socket } from 'node:net';
import { benchToken } from '../../load/requests';
import { clientPong, clientText, FrameReader } from './frames';

const HEAD_END = '\r\n\r\n';
const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const READ_BYTES = 256 * 1024;

/** All sockets read into the same bytes: what was read is used up before the next one reads. */
const readBytes = Buffer.allocUnsafe(READ_BYTES);

export interface LeanSocketOptions {
  readonly port: number;
  readonly user: number;
  /** The payload of a text message: it is there during the call only. */
  readonly onText: (bytes: Buffer, start: number, end: number) => void;
  /** It ended, and nobody asked for it. */
  readonly onLost: (why: string) => void;
}

/**
 * A WebSocket that takes next to nothing from the machine that it shares with what it measures: no
 * stream, no copy, no event for each message.
 */
export class LeanSocket {
  private readonly socket: Socket;
  private readonly frames: FrameReader;
  private head = '';
  private isOpen = false;
  private isClosing = false;
  private onOpen!: () => void;

  private constructor(private readonly options: LeanSocketOptions) {
    this.frames = new FrameReader((opcode, bytes, start, end) => {
      if (opcode === TEXT) options.onText(bytes, start, end);
      else if (opcode === PING) this.socket.write(clientPong(bytes.subarray(start, end)));
      else if (opcode === CLOSE) this.lost(`closed with ${bytes.readUInt16BE(start)}`);
    });
    const callback = (length: number): boolean => {
      this.read(readBytes.subarray(0, length));
      return true;
    };
    const host = '127.0.0.1';
    const { port } = options;
    this.socket = connect({ port, host, noDelay: true, onread: { buffer: readBytes, callback } });
    this.socket.on('error', (error) => this.lost(error.message));
    this.socket.on('close', () => this.lost('cut off'));
    this.socket.write(handshake(options));
  }

  /** Resolves when the server has accepted the handshake; never rejects. */
  static open(options: LeanSocketOptions): Promise<LeanSocket> {
    return new Promise((resolve) => {
      const socket = new LeanSocket(options);
      socket.onOpen = () => resolve(socket);
    });
  }

  send(text: string): void {
    this.socket.write(clientText(text));
  }

  /** Reads nothing any more. */
  stall(): void {
    this.socket.pause();
  }

  /** Cuts the connection, as a network does. */
  cut(): void {
    this.isClosing = true;
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    if (this.isOpen) return this.frames.read(chunk);
    this.head += chunk.toString('latin1');
    const end = this.head.indexOf(HEAD_END);
    if (end < 0) return;
    if (!this.head.startsWith('HTTP/1.1 101 ')) return this.lost(this.head.slice(0, 200));
    this.isOpen = true;
    const rest = Buffer.from(this.head.slice(end + HEAD_END.length), 'latin1');
    this.onOpen();
    if (rest.length > 0) this.frames.read(rest);
  }

  private lost(why: string): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.socket.destroy();
    this.options.onLost(why);
  }
}

function handshake({ port, user }: LeanSocketOptions): string {
  return [
    'GET /graphql HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    `Cookie: refreshToken=${benchToken(user)}`,
    HEAD_END.slice(2),
  ].join('\r\n');
}
