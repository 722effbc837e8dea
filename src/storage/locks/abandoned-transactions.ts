import { type mongo } from 'mongoose';
import { GATEWAY_CLIENT } from '../connection/connection';

/** A write, or a transaction, that takes this long may wait for a transaction that nobody will end. */
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

  /** Settles as the write does, and ends what may be in its way if it takes long. */
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
      const idle = await admin.aggregate<IdleTransaction>(ABANDONED).toArray();
      if (idle.length === 0) return;
      await admin.command({ killSessions: idle.map(({ lsid: { id } }) => ({ id })) });
    } catch {
      // The next round tries again; the write itself reports what is wrong.
    } finally {
      this.isEnding = false;
    }
  }
}

/** The drivers that a client is made of, joined by `|`, are sent when it connects. */
const IS_GATEWAY = new RegExp(`(^|\\|)${GATEWAY_CLIENT}(\\||$)`);

/** Only transactions of gateways: those of other applications on the same server are none of ours. */
const ABANDONED = [
  { $currentOp: { idleSessions: true, allUsers: false } },
  {
    $match: {
      type: 'idleSession',
      'clientMetadata.driver.name': IS_GATEWAY,
      'transaction.timeInactiveMicros': { $gte: ABANDONED_AFTER_MS * 1_000 },
    },
  },
  { $project: { lsid: 1 } },
];
