import { type Connection, mongo } from 'mongoose';
import { TIME_BUDGET } from '../../config/time-budget';
import { type Caller } from '../../domain/caller';
import { GroupCommit } from '../../concurrency/group-commit';
import { indexRead, readTogether, settle } from './read-together';
import { type RawUser, readUser } from './read-user';
import { type ProfileFields, projectionOf } from './user-fields';
import { findUsers, type UsersQuery } from './users-collection';

const MAX_BATCH_SIZE = 64;
/** One: what arrives during a look-up makes the next one fuller. */
const MAX_BATCHES_IN_FLIGHT = 1;
const MAX_QUEUED = 2_000;
const OBJECT_ID = /^[0-9a-f]{24}$/;
const INTEGER = /^(0|-?[1-9]\d{0,18})$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const [MIN_LONG, MAX_LONG] = [-(2n ** 63n), 2n ** 63n - 1n];

/** Users of a collection by their `_id`; look-ups that arrive together are one query. Never writes. */
export class UsersById {
  private readonly lookUps: GroupCommit<string | number, Caller | undefined>;
  private readonly projection: Record<string, 1 | '$$NOW'>;

  constructor(
    private readonly connection: Connection,
    private readonly fields: ProfileFields & { readonly collection: string },
  ) {
    this.projection = projectionOf([fields.name, ...fields.permissions]);
    this.lookUps = new GroupCommit({
      run: (claims: readonly (string | number)[]) =>
        readTogether(claims, (some) => this.usersOf(some)),
      maxBatchSize: MAX_BATCH_SIZE,
      maxBatchesInFlight: MAX_BATCHES_IN_FLIGHT,
      maxQueued: MAX_QUEUED,
      deadlineMs: TIME_BUDGET.lookUpMs,
    });
  }

  /**
   * The user whose `_id` a claim names, undefined when there is none. A text names an `_id` of any
   * type that reads so; rejects when two users have such ids, and when the database cannot be asked.
   */
  find(claim: string | number): Promise<Caller | undefined> {
    return this.lookUps.submit(claim);
  }

  /** The query that looks up users by `_id`. */
  queryOf(ids: readonly unknown[]): UsersQuery {
    const filter = { _id: { $in: ids } } as mongo.Filter<mongo.Document>;
    return { collection: this.fields.collection, filter, projection: this.projection };
  }

  private async usersOf(
    claims: readonly (string | number)[],
  ): Promise<PromiseSettledResult<Caller | undefined>[]> {
    const ids = claims.map((claim) => settle(() => possibleIds(claim)));
    const wanted = ids.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    const { collection, ...query } = this.queryOf(wanted);
    const users = await findUsers<RawUser>(this.connection, collection, query);
    const byText = indexRead(users, (user) => [[claimOf(user['_id']), user]]);
    return claims.map((claim, index) => {
      const possible = ids[index]!;
      if (possible.status === 'rejected') return possible;
      return settle(() => this.callerOf(claim, byText.get(String(claim)) ?? []));
    });
  }

  private callerOf(claim: string | number, users: readonly RawUser[]): Caller | undefined {
    const [user, ...others] = users.filter(({ _id }) => typeof claim === 'string' || isNumber(_id));
    if (others.length > 0) {
      throw new Error(
        'JWT_ID_CLAIM: two users of USERS_COLLECTION have an _id that reads like one claim',
      );
    }
    return user && readUser(user, this.fields);
  }
}

/** A claim is text, whatever type of `_id` it was made from. */
function possibleIds(claim: string | number): unknown[] {
  if (typeof claim === 'number') return [claim];
  return [
    claim,
    ...(OBJECT_ID.test(claim) ? [new mongo.ObjectId(claim)] : []),
    ...(isLong(claim) ? [mongo.Long.fromString(claim)] : []),
    ...(UUID.test(claim) ? [new mongo.UUID(claim)] : []),
  ];
}

function isLong(text: string): boolean {
  return INTEGER.test(text) && BigInt(text) >= MIN_LONG && BigInt(text) <= MAX_LONG;
}

/** The text that a claim made from an `_id` has. */
function claimOf(id: unknown): string | undefined {
  if (typeof id === 'string') return id;
  if (id instanceof mongo.ObjectId || id instanceof mongo.UUID) return id.toHexString();
  if (typeof id === 'number' && Number.isInteger(id)) return BigInt(id).toString();
  return id instanceof mongo.Long ? id.toString() : undefined;
}

function isNumber(id: unknown): boolean {
  return typeof id === 'number' || id instanceof mongo.Long;
}
