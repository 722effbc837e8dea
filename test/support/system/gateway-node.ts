import { join } from 'node:path';
import { OwnedProcess } from '../owned-process';
import { FakeClock } from './fake-clock';
import { freePorts } from '../free-ports';
import { TcpProxy } from './tcp-proxy';
import { waitUntil } from '../wait-until';

const ROOT = join(__dirname, '..', '..', '..');

/**
 * One gateway of a system of several processes, with its own way to each mongod and, if wanted, its
 * own clock; it can end and start again in its place.
 */
export class GatewayNode {
  private child: OwnedProcess | undefined;

  private constructor(
    readonly port: number,
    /** The proxies of this gateway alone, by the mongod's port. */
    readonly proxies: ReadonlyMap<number, TcpProxy>,
    readonly clock: FakeClock | undefined,
    private readonly options: { environment: NodeJS.ProcessEnv; logFile: string },
  ) {}

  /** Starts proxies and process; resolved when /readyz says 200. */
  static async start(options: {
    name: string;
    directory: string;
    mongodbUri: string;
    mongodPorts: readonly number[];
    lockTtl: string;
    /** How much later every answer of a mongod arrives. */
    databaseDelayMs?: number;
    faketime?: string;
    environment?: NodeJS.ProcessEnv;
  }): Promise<GatewayNode> {
    const [port = 0] = await freePorts(1);
    const proxies = new Map<number, TcpProxy>();
    for (const target of options.mongodPorts) proxies.set(target, await TcpProxy.start(target));
    for (const proxy of proxies.values()) proxy.slowDown(options.databaseDelayMs ?? 0);
    const redirects = Object.fromEntries([...proxies].map(([from, proxy]) => [from, proxy.port]));
    const clock =
      options.faketime === undefined
        ? undefined
        : new FakeClock(join(options.directory, `clock-${options.name}`), options.faketime);
    const gateway = new GatewayNode(port, proxies, clock, {
      logFile: join(options.directory, `gateway-${options.name}.log`),
      environment: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(port),
        MONGODB_URI: options.mongodbUri,
        LOCK_TTL: options.lockTtl,
        // What is measured here is the gateway, not how much one user may ask of it.
        RATE_LIMIT: 'off',
        LOG_LEVEL: 'info',
        NODE_OPTIONS: `--require ${join(__dirname, 'redirect.cjs')}`,
        TORTURE_REDIRECT: JSON.stringify(redirects),
        ...clock?.environment,
        ...options.environment,
      },
    });
    try {
      gateway.launch();
      await gateway.waitUntilReady();
      return gateway;
    } catch (error) {
      await gateway.stop();
      throw error;
    }
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get isRunning(): boolean {
    return this.child?.isRunning === true;
  }

  /** Starts the process again with the same port and environment; does not wait. */
  launch(): void {
    this.child = OwnedProcess.start({
      command: process.execPath,
      args: [join(ROOT, 'dist', 'main.js')],
      env: this.options.environment,
      logFile: this.options.logFile,
      cwd: ROOT,
    });
  }

  /** Rejects when the gateway ends, or is not ready in time. */
  async waitUntilReady(withinMs = 30_000): Promise<void> {
    await waitUntil({
      what: `gateway on port ${this.port}, see ${this.options.logFile}`,
      withinMs,
      ask: async () => {
        const response = await fetch(`http://127.0.0.1:${this.port}/readyz`, {
          signal: AbortSignal.timeout(2_000),
        });
        await response.arrayBuffer();
        return response.status === 200 || undefined;
      },
    });
  }

  async kill(): Promise<void> {
    await this.child?.kill();
  }

  /** SIGTERM; resolves to the exit code, or rejects when the process is not gone in time (it is killed then). */
  async terminate(withinMs = 10_000): Promise<number | null> {
    const { child } = this;
    if (!child) throw new Error('the gateway was never started');
    child.signal('SIGTERM');
    return this.awaitExit(withinMs);
  }

  /** A signal to the process, without waiting. */
  signal(signal: NodeJS.Signals): void {
    this.child?.signal(signal);
  }

  /** The exit code; rejects, and kills, when the process is not gone in time. */
  async awaitExit(withinMs: number): Promise<number | null> {
    const { child } = this;
    if (!child) throw new Error('the gateway was never started');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), withinMs);
    });
    const code = await Promise.race([child.exited, late]);
    clearTimeout(timer);
    if (code !== 'late') return code;
    await child.kill();
    throw new Error(`the gateway on port ${this.port} did not end within ${withinMs} ms`);
  }

  /** Ends process and proxies. */
  async stop(): Promise<void> {
    await this.kill();
    await Promise.all([...this.proxies.values()].map((proxy) => proxy.stop()));
  }
}
