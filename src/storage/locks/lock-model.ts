import { type Connection, type Model, Schema } from 'mongoose';
import { type LockDocument } from './lock-document';

/** The collection of the locks. */
export const LOCKS_COLLECTION = 'locks';

/** The index that allows one holder per record; every list by route reads it. */
export const UNIQUE_INDEX = 'one_holder_per_record';

/** The index of those who wait; it has the locks with a line only. */
export const WAITER_INDEX = 'by_waiter';

const whileHeld = { partialFilterExpression: { status: 'held' } };

/**
 * The indexes only. `LockDocument` defines the fields, and `findProblem` checks them at every read
 * and write, which go through the driver: Mongoose casts and validates nothing here.
 */
const lockSchema = new Schema<LockDocument>(
  {},
  { collection: LOCKS_COLLECTION, strict: false, versionKey: false },
);

// Ended locks are not in the first three, so that lists cost the same however many are kept.
lockSchema.index({ route: 1, resourceId: 1 }, { name: UNIQUE_INDEX, unique: true, ...whileHeld });
lockSchema.index({ 'holder.id': 1, route: 1, resourceId: 1 }, { name: 'by_holder', ...whileHeld });
lockSchema.index({ expiresAt: 1 }, { name: 'by_expiry', ...whileHeld });
lockSchema.index(
  { 'waiters.user.id': 1, _id: 1 },
  { name: WAITER_INDEX, partialFilterExpression: { 'waiters.0': { $exists: true } } },
);
lockSchema.index({ sweepAt: 1 }, { name: 'sweep', expireAfterSeconds: 0, sparse: true });

/** The model of the locks on one connection, for building the indexes. */
export function lockModel(connection: Connection): Model<LockDocument> {
  return connection.model<LockDocument>('Lock', lockSchema);
}
