import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../free-ports';
import { MongodNode } from './mongod-node';
import { findMongodPath } from '../find-mongod-path';
import { waitUntil } from '../wait-until';

const REPLICA_SET = 'torture';
const DATABASE = 'lock-gateway';
const ALREADY_INITIALIZED = 23;

interface SetConfig {
  readonly version: number;
  readonly settings: object;
}

/** Three real mongods on loopback ports that elect within about 2 s. */
export class ReplicaSet {
  private constructor(
    readonly nodes: readonly MongodNode[],
    private readonly dir: string,
  ) {}

  /** Starts and initiates the set; resolved when it has a primary. */
  static async start(options: { size?: number; binary?: string } = {}): Promise<ReplicaSet> {
    const binary = options.binary ?? (await findMongodPath());
    const dir = mkdtempSync(join(tmpdir(), 'lock-gateway-torture-'));
    const ports = await freePorts(options.size ?? 3);
    const nodes = ports.map(
      (port) => new MongodNode({ binary, dir, port, replicaSet: REPLICA_SET }),
    );
    const set = new ReplicaSet(nodes, dir);
    try {
      for (const node of nodes) node.start();
      await Promise.all(nodes.map((node) => node.waitUntilUp()));
      await set.initiate();
      await set.waitForPrimary(30_000);
      await set.waitForSecondaries();
      return set;
    } catch (error) {
      await set.stop();
      throw error;
    }
  }

  /** For MONGODB_URI. */
  get uri(): string {
    const hosts = this.nodes.map((node) => node.host).join(',');
    return `mongodb://${hosts}/${DATABASE}?replicaSet=${REPLICA_SET}`;
  }

  /** The directory for logs; deleted by stop. */
  get directory(): string {
    return this.dir;
  }

  /** The node that can write now, undefined while there is none. */
  async findPrimary(): Promise<MongodNode | undefined> {
    const elections = await Promise.all(this.nodes.map((node) => node.election()));
    // A primary that was frozen may still consider itself primary: the latest election decides.
    const latest = elections.reduce((most, election) => (election > most ? election : most), '');
    return latest === '' ? undefined : this.nodes[elections.indexOf(latest)];
  }

  async waitForPrimary(withinMs = 30_000): Promise<MongodNode> {
    return waitUntil({ what: 'a primary', withinMs, ask: () => this.findPrimary() });
  }

  /** Makes the primary step down; it closes its connections and stands for no election for a while. */
  async stepDown(): Promise<void> {
    // If one did and its answer was lost, it does no harm that the next does as well.
    await this.untilPrimary('steps down', (primary) =>
      primary.command({ replSetStepDown: 10, secondaryCatchUpPeriodSecs: 2 }),
    );
  }

  /** From now on a primary without a majority stays primary for so long. */
  async setElectionTimeout(electionTimeoutMillis: number): Promise<void> {
    await this.untilPrimary('has another election timeout', async (primary) => {
      const config = (await primary.command({ replSetGetConfig: 1 }))['config'] as SetConfig;
      const settings = { ...config.settings, electionTimeoutMillis };
      return primary.command({
        replSetReconfig: { ...config, version: config.version + 1, settings },
      });
    });
  }

  /** Ends every node and deletes the data. */
  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.close()));
    await rm(this.dir, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Lets whoever is primary do something, until one has. */
  private async untilPrimary(
    does: string,
    run: (primary: MongodNode) => Promise<unknown>,
  ): Promise<void> {
    await waitUntil({
      ...{ what: `a primary that ${does}`, withinMs: 30_000 },
      ask: async () => {
        const primary = await this.findPrimary();
        return primary && (await run(primary));
      },
    });
  }

  private async initiate(): Promise<void> {
    const config = {
      _id: REPLICA_SET,
      members: this.nodes.map((node, index) => ({ _id: index, host: node.host })),
      settings: { electionTimeoutMillis: 2_000, heartbeatIntervalMillis: 500 },
    };
    await waitUntil({
      what: 'the initiated set',
      withinMs: 30_000,
      ask: () =>
        this.nodes[0]!.command({ replSetInitiate: config }).catch((error: { code?: number }) => {
          // An earlier try got no answer.
          if (error.code === ALREADY_INITIALIZED) return {};
          throw error;
        }),
    });
  }

  private async waitForSecondaries(): Promise<void> {
    await waitUntil({
      what: 'secondaries',
      withinMs: 30_000,
      ask: async () => {
        const hellos = await Promise.all(this.nodes.map((node) => node.command({ hello: 1 })));
        const areIn = hellos.every((hello) => hello['isWritablePrimary'] || hello['secondary']);
        return areIn || undefined;
      },
    });
  }
}
