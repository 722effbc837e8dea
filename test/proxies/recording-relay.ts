import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a proxy and a gateway and keeps what the proxy sent. */
export interface RecordingRelay {
  readonly port: number;
  /** The heads of the requests since the last call, health checks left out. */
  takeHeads(): string[];
  /** Remembers the connections that are open now. */
  markOpen(): void;
  /** How many of those have carried a request since. */
  usedAgain(): number;
  stop(): Promise<void>;
}

/** What the proxies themselves send now and then. */
const HEALTH_CHECK = /^(GET \/readyz HTTP|OPTIONS \/ HTTP\/1\.0)/;

/** Starts one on a free port of the loopback interface. */
export async function startRecordingRelay(gatewayPort: number): Promise<RecordingRelay> {
  const connections = new Set<Socket>();
  let heads: string[] = [];
  let marked = new Set<Socket>();
  let again = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (fromProxy) => {
    connections.add(fromProxy);
    const toGateway = connect({ port: gatewayPort, host: '127.0.0.1', allowHalfOpen: true });
    toGateway.setNoDelay(true);
    fromProxy.on('data', (chunk: Buffer) => {
      const head = headOf(chunk);
      if (head === undefined) return;
      heads.push(head);
      if (marked.has(fromProxy)) again.add(fromProxy);
    });
    fromProxy.pipe(toGateway);
    toGateway.pipe(fromProxy);
    // A reset on one side has to be one on the other, as if nothing stood between.
    fromProxy.on('error', () => toGateway.resetAndDestroy());
    toGateway.on('error', () => fromProxy.resetAndDestroy());
    fromProxy.once('close', () => connections.delete(fromProxy));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    takeHeads() {
      const taken = heads;
      heads = [];
      return taken;
    },
    markOpen() {
      marked = new Set(connections);
      again = new Set();
    },
    usedAgain: () => again.size,
    async stop() {
      for (const socket of connections) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The head of a request that begins with this chunk, which holds for what the cases send. */
function headOf(chunk: Buffer): string | undefined {
  const text = chunk.toString('latin1');
  if (!/^[A-Z]+ \S+ HTTP\/1\.[01]\r\n/.test(text) || HEALTH_CHECK.test(text)) return undefined;
  return text.slice(0, text.indexOf('\r\n\r\n'));
}
