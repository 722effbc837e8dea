import { type Connection, type Model, mongo, Schema } from 'mongoose';
import { type LockDocument } from './lock-document';

/** The collection of the locks. */
export const LOCKS_COLLECTION = 'locks';

/** The index that allows one holder at a time, and that every list by route reads. */
export const UNIQUE_INDEX = 'one_holder_per_record';

const whileHeld = { partialFilterExpression: { status: 'held' } };

const lockSchema = new Schema<LockDocument>(
  {
    _id: { type: String, required: true },
    route: { type: String, required: true },
    resourceId: { type: String, required: true },
    status: { type: String, enum: ['held', 'expired', 'removed'], required: true },
    holder: {
      _id: false,
      type: { id: { type: String, required: true }, username: { type: String, required: true } },
    },
    acquiredAt: { type: Date, required: true },
    renewedAt: { type: Date, required: true },
    expiresAt: { type: Date, default: null },
    leaseMs: { type: Number, default: null },
    fencingToken: { type: Number, required: true },
    note: { type: String, default: null },
    endedAt: { type: Date, default: null },
    sweepAt: Date,
    revision: { type: mongo.ObjectId, required: true },
  },
  { collection: LOCKS_COLLECTION, versionKey: false, strictQuery: 'throw' },
);

// Ended locks leave these three, so that lists cost the same however many are remembered.
lockSchema.index({ route: 1, resourceId: 1 }, { name: UNIQUE_INDEX, unique: true, ...whileHeld });
lockSchema.index({ 'holder.id': 1, route: 1, resourceId: 1 }, { name: 'by_holder', ...whileHeld });
lockSchema.index({ expiresAt: 1 }, { name: 'by_expiry', ...whileHeld });
lockSchema.index({ sweepAt: 1 }, { name: 'sweep', expireAfterSeconds: 0, sparse: true });

/** The model of the locks on one connection. */
export function lockModel(connection: Connection): Model<LockDocument> {
  return connection.model<LockDocument>('Lock', lockSchema);
}
