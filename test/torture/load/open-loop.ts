import { connect, type Socket } from 'node:net';

/** How one offered request ended. */
export interface Served {
  readonly status: number;
  readonly tookMs: number;
  /** The raw head and body, kept for refusals only. */
  readonly text?: string;
}

interface Connection {
  readonly socket: Socket;
  onAnswer: ((answer: string) => void) | undefined;
  buffer: string;
}

/**
 * Sends prepared HTTP requests when they are due, whether earlier ones were answered or not, each
 * on an idle connection or a new one. Bare sockets, because the sender shares two cores with what it measures.
 */
export class OpenLoop {
  readonly served: Served[] = [];
  /** Requests that could not be offered because too many were waiting, or whose connection broke. */
  unoffered = 0;
  broken = 0;
  private readonly idle: Connection[] = [];
  private readonly all = new Set<Connection>();

  constructor(private readonly options: { port: number; maxConnections: number }) {}

  /** Offers `perSecond` requests for `seconds`, then waits up to `drainMs` for what is outstanding. */
  async offer(load: {
    perSecond: number;
    seconds: number;
    drainMs: number;
    nextRequest: () => string;
  }): Promise<void> {
    const startMs = performance.now();
    let sent = 0;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const elapsedMs = performance.now() - startMs;
        const due = Math.min(elapsedMs / 1_000, load.seconds) * load.perSecond;
        for (; sent < due; sent += 1) this.send(load.nextRequest());
        if (elapsedMs < load.seconds * 1_000) return;
        clearInterval(timer);
        resolve();
      }, 2);
    });
    const deadlineMs = performance.now() + load.drainMs;
    while (this.idle.length < this.all.size && performance.now() < deadlineMs) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  close(): void {
    for (const { socket } of this.all) socket.destroy();
  }

  private send(request: string): void {
    const connection = this.idle.pop() ?? this.open();
    if (!connection) {
      this.unoffered += 1;
      return;
    }
    const startMs = performance.now();
    connection.onAnswer = (text) => {
      const status = Number(text.slice(9, 12));
      const tookMs = performance.now() - startMs;
      this.served.push(status === 503 ? { status, tookMs, text } : { status, tookMs });
    };
    connection.socket.write(request);
  }

  private open(): Connection | undefined {
    if (this.all.size >= this.options.maxConnections) return undefined;
    const socket = connect({ port: this.options.port, host: '127.0.0.1', noDelay: true });
    const connection: Connection = { socket, onAnswer: undefined, buffer: '' };
    this.all.add(connection);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.receive(connection, chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.all.delete(connection);
      if (connection.onAnswer) this.broken += 1;
      const place = this.idle.indexOf(connection);
      if (place >= 0) this.idle.splice(place, 1);
    });
    return connection;
  }

  private receive(connection: Connection, chunk: string): void {
    connection.buffer += chunk;
    const headEnd = connection.buffer.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(connection.buffer)?.[1] ?? 0);
    if (connection.buffer.length < headEnd + 4 + length) return;
    const { onAnswer, buffer } = connection;
    connection.buffer = '';
    connection.onAnswer = undefined;
    onAnswer?.(buffer);
    if (/connection: close/i.test(buffer)) connection.socket.destroy();
    else this.idle.push(connection);
  }
}
