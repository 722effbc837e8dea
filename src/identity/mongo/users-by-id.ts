import { type Connection, mongo } from 'mongoose';
import { traceBatches } from '../../observability/tracing/trace-batches';
import { TIME_BUDGET } from '../../config/time-budget';
import { type Caller, type LookUpTerms } from '../../domain/caller';
import { GroupCommit } from '../../concurrency/group-commit';
import { indexRead, readTogether, settle } from './read-together';
import { type RawUser, readUser } from './read-user';
import { type ProfileFields, projectionOf } from './user-fields';
import { findUsers, type UsersQuery } from './users-collection';

const MAX_BATCH_SIZE = 64;
/** One: ids that arrive during a look-up share the next one. */
const MAX_BATCHES_IN_FLIGHT = 1;
const MAX_QUEUED = 2_000;
const OBJECT_ID = /^[0-9a-f]{24}$/;
const INTEGER = /^(0|-?[1-9]\d{0,18})$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const [MIN_LONG, MAX_LONG] = [-(2n ** 63n), 2n ** 63n - 1n];

/** A claim and the terms of its look-up. */
type LookUp = LookUpTerms & { readonly claim: string | number };

/** Finds users of a collection by `_id`; concurrent look-ups share one query. Never writes. */
export class UsersById {
  private readonly lookUps: GroupCommit<LookUp, Caller | undefined>;
  private readonly projection: Record<string, 1 | '$$NOW'>;

  constructor(
    private readonly connection: Connection,
    private readonly fields: ProfileFields & { readonly collection: string },
  ) {
    this.projection = projectionOf([fields.name, ...fields.permissions]);
    this.lookUps = new GroupCommit({
      run: (asked: readonly LookUp[]) =>
        readTogether(
          asked.map(({ claim }) => claim),
          (some) => this.usersOf(some),
        ),
      ownerOf: ({ client }) => client,
      trace: traceBatches('look up users'),
      deadlineOf: ({ deadlineAt }) => deadlineAt,
      maxBatchSize: MAX_BATCH_SIZE,
      maxBatchesInFlight: MAX_BATCHES_IN_FLIGHT,
      maxQueued: MAX_QUEUED,
      deadlineMs: TIME_BUDGET.lookUpMs,
    });
  }

  /**
   * The user whose `_id` matches a claim, undefined if there is none. A string matches an `_id` of
   * any type with that text. Rejects if two users match, or if the database is unreachable.
   */
  find(claim: string | number, terms?: LookUpTerms): Promise<Caller | undefined> {
    return this.lookUps.submit({ ...terms, claim });
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
        'JWT_ID_CLAIM: the _id of two users in USERS_COLLECTION matches the same claim',
      );
    }
    return user && readUser(user, this.fields);
  }
}

/** Claims are strings, whatever the type of the `_id`, so every type with this text is searched. */
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

/** The claim that an issuer derives from an `_id`. */
function claimOf(id: unknown): string | undefined {
  if (typeof id === 'string') return id;
  if (id instanceof mongo.ObjectId || id instanceof mongo.UUID) return id.toHexString();
  if (typeof id === 'number' && Number.isInteger(id)) return BigInt(id).toString();
  return id instanceof mongo.Long ? id.toString() : undefined;
}

function isNumber(id: unknown): boolean {
  return typeof id === 'number' || id instanceof mongo.Long;
}
