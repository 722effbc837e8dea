import { type mongo } from 'mongoose';

/** A write that takes this long may wait for a transaction that nobody will end. */
const SUSPECT_AFTER_MS = 500;
/** A gateway's own transactions are idle for milliseconds. */
const ABANDONED_AFTER_MS = 1_000;

/** A transaction that is open while its gateway sends nothing. */
interface IdleTransaction {
  readonly lsid: { readonly id: mongo.Binary };
}

/**
 * Ends the transactions of gateways that died or froze between their write and their commit: the
 * database itself would let them keep others from the same records for a minute. A gateway that only
 * froze gets an error at its commit, and begins again.
 */
export class AbandonedTransactions {
  private isEnding = false;

  constructor(private readonly client: mongo.MongoClient) {}

  /** Settles as the write does, and ends what it may be waiting for if it takes long. */
  async unblock<Result>(write: Promise<Result>): Promise<Result> {
    const timer = setInterval(() => void this.endAll(), SUSPECT_AFTER_MS);
    try {
      return await write;
    } finally {
      clearInterval(timer);
    }
  }

  private async endAll(): Promise<void> {
    if (this.isEnding) return;
    this.isEnding = true;
    try {
      const admin = this.client.db('admin');
      const idle = await admin.aggregate<IdleTransaction>(this.pipeline()).toArray();
      if (idle.length === 0) return;
      await admin.command({ killSessions: idle.map(({ lsid: { id } }) => ({ id })) });
    } catch {
      // The next round tries again; the write itself reports what is wrong.
    } finally {
      this.isEnding = false;
    }
  }

  /** Only what carries the name of the gateways: others on the same server are none of ours. */
  private pipeline(): mongo.BSON.Document[] {
    return [
      { $currentOp: { idleSessions: true, allUsers: false } },
      {
        $match: {
          type: 'idleSession',
          appName: this.client.options.appName,
          'transaction.timeInactiveMicros': { $gte: ABANDONED_AFTER_MS * 1_000 },
        },
      },
      { $project: { lsid: 1 } },
    ];
  }
}
