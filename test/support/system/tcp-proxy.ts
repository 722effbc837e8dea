import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * How a cut link behaves: `blackHole` keeps connections open and swallows every byte, as a network
 * that drops packets; `reset` ends connections and refuses new ones, as a host that is gone.
 */
export type Cut = 'blackHole' | 'reset';

/** A loopback TCP proxy in front of one port that can be cut and mended. */
export class TcpProxy {
  private cut: Cut | undefined;
  private delayMs = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly targetPort: number,
  ) {
    server.on('connection', (client) => this.join(client));
  }

  static async start(targetPort: number): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server, targetPort);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on nothing gets through. */
  sever(cut: Cut): void {
    this.cut = cut;
    if (cut === 'reset') for (const socket of this.sockets) socket.resetAndDestroy();
    else for (const socket of this.sockets) socket.unpipe().pause();
  }

  /**
   * New connections get through again. Those of the time of the cut are reset: what was swallowed
   * is lost, and a stream with a hole in it must not go on.
   */
  mend(): void {
    this.cut = undefined;
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** From now on new connections get every answer that much later, as from a slow database. */
  slowDown(delayMs: number): void {
    this.delayMs = delayMs;
  }

  /** Ends the proxy and all its connections. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket): void {
    this.keep(client);
    if (this.cut === 'reset') {
      client.resetAndDestroy();
      return;
    }
    if (this.cut === 'blackHole') {
      client.pause();
      return;
    }
    const target = connect({ port: this.targetPort, host: '127.0.0.1', noDelay: true });
    client.setNoDelay(true);
    this.keep(target);
    client.pipe(target);
    if (this.delayMs === 0) target.pipe(client);
    else target.on('data', (chunk) => setTimeout(() => client.write(chunk), this.delayMs));
    client.on('close', () => target.destroy());
    target.on('close', () => client.destroy());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
  }
}
