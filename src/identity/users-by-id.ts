import { type Connection, mongo } from 'mongoose';
import { TIME_BUDGET } from '../config/time-budget';
import { type Caller } from '../domain/caller';
import { GroupCommit } from '../group-commit/group-commit';
import { type RawUser, readUser } from './read-user';
import { type ProfileFields, projectionOf } from './user-fields';
import { findUsers } from './users-collection';

const MAX_BATCH_SIZE = 64;
/** One: what arrives during a look-up makes the next one fuller. */
const MAX_BATCHES_IN_FLIGHT = 1;
const MAX_QUEUED = 2_000;
const OBJECT_ID = /^[0-9a-f]{24}$/;
const DECIMAL = /^(0|[1-9]\d{0,15})$/;

/** Users of a collection by their `_id`; look-ups that arrive together are one query. Never writes. */
export class UsersById {
  private readonly lookUps: GroupCommit<string, Caller | undefined>;

  constructor(connection: Connection, fields: ProfileFields & { readonly collection: string }) {
    const projection = projectionOf([fields.name, ...fields.permissions]);
    this.lookUps = new GroupCommit({
      run: async (ids: readonly string[]) => {
        const filter = { _id: { $in: ids.flatMap(possibleIds) } } as mongo.Filter<mongo.Document>;
        const users = await findUsers<RawUser>(connection, fields.collection, {
          filter,
          projection,
        });
        const found = new Map(
          users
            .map((user) => readUser(user, fields))
            .filter((caller) => caller !== undefined)
            .map((caller) => [caller.id, caller]),
        );
        return ids.map((id) => ({ status: 'fulfilled', value: found.get(id) }) as const);
      },
      maxBatchSize: MAX_BATCH_SIZE,
      maxBatchesInFlight: MAX_BATCHES_IN_FLIGHT,
      maxQueued: MAX_QUEUED,
      deadlineMs: TIME_BUDGET.lookUpMs,
    });
  }

  /** The user with this id, undefined when there is none; rejects when the database cannot be asked. */
  find(id: string): Promise<Caller | undefined> {
    return this.lookUps.submit(id);
  }
}

/** A claim is text, whatever kind of `_id` it was made from. */
function possibleIds(id: string): unknown[] {
  return [
    id,
    ...(OBJECT_ID.test(id) ? [new mongo.ObjectId(id)] : []),
    ...(DECIMAL.test(id) ? [Number(id)] : []),
    ...(mongo.UUID.isValid(id) ? [new mongo.UUID(id)] : []),
  ];
}
