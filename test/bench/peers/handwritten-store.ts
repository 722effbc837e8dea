import { createHash } from 'node:crypto';
import mongoose, { Schema, type Connection, type Model } from 'mongoose';

const LEASE_MS = 30 * 60_000;
const DUPLICATE_KEY = 11000;

export interface PeerUser {
  id: string;
  username: string;
  permissions: string[];
}

export interface PeerLock {
  route: string;
  id: string;
  holderId: string;
  holderName: string;
  acquiredAt: Date;
  renewedAt: Date;
  expiresAt: Date;
  fencingToken: number;
  note?: string | null;
}

interface UserDocument {
  _id: unknown;
  username: string;
  permissions: string[];
  sessions: { tokenHash: string; expiresAt: Date }[];
}

const lockSchema = new Schema<PeerLock>(
  {
    route: { type: String, required: true },
    id: { type: String, required: true },
    holderId: String,
    holderName: String,
    acquiredAt: Date,
    renewedAt: Date,
    expiresAt: Date,
    fencingToken: Number,
    note: String,
  },
  { id: false, versionKey: false, collection: 'locks', autoIndex: false },
);
lockSchema.index({ route: 1, id: 1 }, { unique: true });
lockSchema.index({ route: 1, holderId: 1, id: 1 });
lockSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 3600 });

const userSchema = new Schema<UserDocument>(
  {
    username: String,
    permissions: [String],
    sessions: [{ _id: false, tokenHash: String, expiresAt: Date }],
  },
  { versionKey: false, collection: 'users', autoIndex: false },
);

/** The storage of both hand-written peers: one user look-up and one atomic statement per request. */
export class HandwrittenStore {
  private constructor(
    private readonly locks: Model<PeerLock>,
    private readonly users: Model<UserDocument>,
  ) {}

  /** Connects and resolves once the unique index exists. */
  static async connect(uri: string): Promise<HandwrittenStore> {
    const connection: Connection = await mongoose
      .createConnection(uri, { bufferCommands: false, writeConcern: { w: 'majority' } })
      .asPromise();
    const store = new HandwrittenStore(
      connection.model<PeerLock>('Lock', lockSchema),
      connection.model<UserDocument>('User', userSchema),
    );
    await store.locks.createIndexes();
    return store;
  }

  /** Resolves a refresh token to its user, or null when there is none or the session has expired. */
  async findUser(token: string): Promise<PeerUser | null> {
    const tokenHash = createHash('sha256').update(token).digest('hex');
    const user = await this.users
      .findOne(
        { sessions: { $elemMatch: { tokenHash, expiresAt: { $gt: new Date() } } } },
        { username: 1, permissions: 1 },
      )
      .lean();
    return user && { id: String(user._id), username: user.username, permissions: user.permissions };
  }

  /** Grants or renews in one statement by the database's clock; the lock returned names the holder. */
  async acquire(route: string, id: string, user: PeerUser, note?: string): Promise<PeerLock> {
    try {
      return await this.upsert(route, id, user, note);
    } catch (error) {
      // Two upserts of one new lock: the loser sees the winner's document at the second try.
      if ((error as { code?: number }).code !== DUPLICATE_KEY) throw error;
      return this.upsert(route, id, user, note);
    }
  }

  /** Removes the caller's own lock atomically. */
  async remove(
    route: string,
    id: string,
    user: PeerUser,
  ): Promise<{ kind: 'removed' | 'held' | 'absent'; lock: PeerLock | null }> {
    const removed = await this.locks.findOneAndDelete({ route, id, holderId: user.id }).lean();
    if (removed) return { kind: 'removed', lock: removed };
    const lock = await this.locks
      .findOne({ route, id, $expr: { $gt: ['$expiresAt', '$$NOW'] } })
      .lean();
    return { kind: lock ? 'held' : 'absent', lock };
  }

  /** The live locks of a route in order of their ids, all of them or those of some ids or one holder. */
  async list({
    route,
    ids,
    holderId,
    limit,
  }: {
    route: string;
    ids: string[] | undefined;
    holderId: string | undefined;
    limit: number;
  }): Promise<PeerLock[]> {
    return this.locks
      .find({
        route,
        ...(ids && { id: { $in: ids } }),
        ...(holderId !== undefined && { holderId }),
        $expr: { $gt: ['$expiresAt', '$$NOW'] },
      })
      .sort({ id: 1 })
      .limit(limit)
      .lean<PeerLock[]>();
  }

  private async upsert(
    route: string,
    id: string,
    user: PeerUser,
    note?: string,
  ): Promise<PeerLock> {
    const mine = { $eq: ['$holderId', user.id] };
    const live = { $gt: ['$expiresAt', '$$NOW'] };
    const mayWrite = { $or: [mine, { $not: [live] }] };
    const renewed = { $and: [mine, live] };
    return this.locks
      .findOneAndUpdate(
        { route, id },
        [
          {
            $set: {
              holderId: { $cond: [mayWrite, user.id, '$holderId'] },
              holderName: { $cond: [mayWrite, user.username, '$holderName'] },
              acquiredAt: {
                $cond: [renewed, '$acquiredAt', { $cond: [mayWrite, '$$NOW', '$acquiredAt'] }],
              },
              renewedAt: { $cond: [mayWrite, '$$NOW', '$renewedAt'] },
              expiresAt: { $cond: [mayWrite, { $add: ['$$NOW', LEASE_MS] }, '$expiresAt'] },
              // Milliseconds rise by themselves, so no counter has to outlive a removal.
              fencingToken: {
                $cond: [
                  { $and: [mayWrite, { $not: [renewed] }] },
                  { $toLong: '$$NOW' },
                  '$fencingToken',
                ],
              },
              ...(note === undefined
                ? {}
                : { note: { $cond: [mayWrite, { $literal: note }, '$note'] } }),
            },
          },
        ],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean<PeerLock>()
      .orFail();
  }
}
