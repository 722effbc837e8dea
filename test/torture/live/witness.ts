import { mongo } from 'mongoose';
import { HISTORY_TYPES } from '../../../src/domain/lock-history';
import { type ChangeDocument } from '../../../src/storage/locks/change-document';
import { type LockDocument } from '../../../src/storage/locks/lock-document';
import { LOCKS_COLLECTION } from '../../../src/storage/locks/lock-model';
import { toCursor } from '../../../src/live/position';
import { waitUntil } from '../../support/wait-until';
import { type TrueChange, type TrueWrite } from './truth';

interface WitnessedEvent {
  readonly _id: unknown;
  readonly clusterTime: mongo.Timestamp;
  readonly wallTime: Date;
  readonly documentKey: { readonly _id: string };
  readonly fullDocument?: LockDocument;
  readonly updateDescription?: { readonly updatedFields?: Partial<LockDocument> };
}

/** How long the database keeps a question open when nothing happens. */
const AWAIT_MS = 300;

/**
 * Reads every write to the locks that a majority has, past the gateways and by none of their code: what
 * subscribers and the history are measured by. Its own way to the database is never cut.
 */
export class Witness {
  readonly writes: TrueWrite[] = [];
  private readonly client: mongo.MongoClient;
  private stream: mongo.ChangeStream | undefined;
  private token: unknown;
  private last = { time: -1n, index: -1 };
  private isStopped = false;
  private running: Promise<void> | undefined;
  private caughtUpAt = -Infinity;

  constructor(uri: string) {
    this.client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  }

  /** Everything that is written after it resolves is seen. */
  async start(): Promise<void> {
    await this.open();
    await this.stream!.tryNext();
    this.token = this.stream!.resumeToken;
    this.running = this.run();
  }

  /** Resolves when everything is seen that was written until now. */
  async untilCaughtUp(): Promise<void> {
    const since = performance.now();
    await waitUntil({
      ...{ what: 'the end of the writes', withinMs: 30_000, everyMs: 20 },
      // A question that was asked before may have been answered without the last write.
      ask: () => Promise.resolve(this.caughtUpAt > since + AWAIT_MS || undefined),
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.stream?.close().catch(() => {});
    await this.running;
    await this.client.close();
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      try {
        if (!this.stream || this.stream.closed) await this.open();
        const event = (await this.stream!.tryNext()) as WitnessedEvent | null;
        if (event) this.keep(event);
        else if (!this.stream!.closed) this.caughtUpAt = performance.now();
        this.token = this.stream!.resumeToken;
      } catch {
        // A server that fails; what is lost for good would show as changes that nobody made.
        await this.stream?.close().catch(() => {});
        this.stream = undefined;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  private async open(): Promise<void> {
    await this.client.connect();
    this.stream = this.client
      .db()
      .collection(LOCKS_COLLECTION)
      .watch(
        [{ $match: { operationType: { $in: ['insert', 'replace', 'update', 'delete'] } } }],
        this.token === undefined
          ? { maxAwaitTimeMS: AWAIT_MS }
          : { maxAwaitTimeMS: AWAIT_MS, resumeAfter: this.token },
      );
  }

  private keep(event: WitnessedEvent): void {
    const { clusterTime, documentKey, fullDocument, updateDescription, wallTime } = event;
    const seconds = BigInt(clusterTime.getHighBitsUnsigned());
    const time = (seconds << 32n) | BigInt(clusterTime.getLowBitsUnsigned());
    const index = time === this.last.time ? this.last.index + 1 : 0;
    this.last = { time, index };
    const updated = updateDescription?.updatedFields ?? {};
    const isMark = updated.status === 'expired';
    const made: readonly ChangeDocument[] = isMark
      ? [{ type: 'EXPIRED', at: updated.endedAt!, lock: updated.endedLock! }]
      : (fullDocument?.changes ?? []);
    const changes = made.map((change, place): TrueChange => {
      const lock = change.lock ?? fullDocument!;
      return {
        ...{ id: documentKey._id, type: change.type, at: change.at },
        ...{ token: lock.fencingToken, holder: lock.holder.id },
        ...{ actor: change.actor?.id ?? actorOf(change.type, lock.holder.id) },
        ...{ previousHolder: change.previousHolder?.id ?? null, reason: change.reason ?? null },
        isHistory: (HISTORY_TYPES as readonly string[]).includes(change.type),
        position: { time, index, change: place },
        cursor: toCursor({ time, index, change: place }),
      };
    });
    const held = fullDocument?.status === 'held' ? fullDocument : undefined;
    this.writes.push({
      ...{ id: documentKey._id, changes, wallTime, position: { time, index, change: 0 } },
      isDeletion: !fullDocument && !isMark,
      version: fullDocument?.version ?? updated.version ?? null,
      held: held && { token: held.fencingToken, expiresAt: held.expiresAt },
    });
  }
}

function actorOf(type: string, holderId: string): string | null {
  return type === 'EXPIRED' || type === 'RESERVED' ? null : holderId;
}
