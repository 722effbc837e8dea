import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { OwnedProcess } from '../owned-process';
import { waitUntil } from '../wait-until';

/** One mongod of the replica set: spawned by us, so that it can be killed, frozen and started again. */
export class MongodNode {
  readonly host: string;
  private child: OwnedProcess | undefined;
  private client: mongo.MongoClient;
  private readonly dataDir: string;

  constructor(
    private readonly options: { binary: string; dir: string; port: number; replicaSet: string },
  ) {
    this.host = `127.0.0.1:${options.port}`;
    this.dataDir = join(options.dir, `data-${options.port}`);
    mkdirSync(this.dataDir, { recursive: true });
    this.client = this.newClient();
  }

  get port(): number {
    return this.options.port;
  }

  get isRunning(): boolean {
    return this.child?.isRunning === true;
  }

  /** Starts the process and does not wait for it to answer. */
  start(): void {
    if (this.isRunning) return;
    const { binary, dir, port, replicaSet } = this.options;
    this.child = OwnedProcess.start({
      command: binary,
      args: [
        ...['--port', String(port), '--bind_ip', '127.0.0.1', '--dbpath', this.dataDir],
        ...['--replSet', replicaSet, '--storageEngine', 'wiredTiger'],
        ...['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '32', '--quiet'],
        // Three nodes share two cores with the load: what only serves diagnosis is off, and the
        // TTL sweep runs often enough to take part in a short run.
        ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
        ...['--setParameter', 'ttlMonitorSleepSecs=5'],
        // The oplog keeps what was written since the last checkpoint, and some faults make it forget.
        ...['--syncdelay', '5'],
      ],
      logFile: join(dir, `mongod-${port}.log`),
    });
  }

  /** Rejects when the node does not answer to commands in time. */
  async waitUntilUp(withinMs = 45_000): Promise<void> {
    await waitUntil({
      what: `mongod on port ${this.port}`,
      withinMs,
      ask: async () => {
        try {
          await this.command({ ping: 1 });
          return true;
        } catch (error) {
          // A client whose first connection failed stays closed.
          void this.client.close(true).catch(() => undefined);
          this.client = this.newClient();
          throw error;
        }
      },
    });
  }

  /** Runs an admin command on this very node; rejects within about 3 s when it is away. */
  async command(command: mongo.Document): Promise<mongo.Document> {
    return this.client.db('admin').command(command);
  }

  /** The election that made the node primary, later ones sort higher; empty when it is not primary. */
  async election(): Promise<string> {
    const hello = await this.command({ hello: 1 }).catch(() => undefined);
    return hello?.['isWritablePrimary'] === true ? String(hello['electionId']) : '';
  }

  async kill(): Promise<void> {
    await this.child?.kill();
  }

  freeze(): void {
    this.child?.signal('SIGSTOP');
  }

  thaw(): void {
    this.child?.signal('SIGCONT');
  }

  /** Ends process and connection; the data directory is the set's to delete. */
  async close(): Promise<void> {
    await this.client.close(true).catch(() => undefined);
    await this.kill();
  }

  private newClient(): mongo.MongoClient {
    return new mongo.MongoClient(`mongodb://${this.host}/?directConnection=true`, {
      serverSelectionTimeoutMS: 1_000,
      connectTimeoutMS: 1_000,
      socketTimeoutMS: 3_000,
      maxPoolSize: 4,
    });
  }
}
