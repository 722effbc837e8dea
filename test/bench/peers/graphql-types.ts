import 'reflect-metadata';
import { GraphQLDateTimeISO, GraphQLSafeInt } from 'graphql-scalars';
import { createUnionType, Field, ID, ObjectType } from 'type-graphql';

/** A user as the schema shows it. */
@ObjectType('User')
export class UserType {
  @Field(() => ID) id!: string;
  @Field(() => String) username!: string;
}

/** A lock as the schema shows it, seen by the caller. */
@ObjectType('Lock')
export class LockType {
  @Field(() => ID) id!: string;
  @Field(() => String) route!: string;
  @Field(() => ID) resourceId!: string;
  @Field(() => UserType) holder!: UserType;
  @Field(() => GraphQLDateTimeISO) acquiredAt!: Date;
  @Field(() => GraphQLDateTimeISO) renewedAt!: Date;
  @Field(() => GraphQLDateTimeISO, { nullable: true }) expiresAt!: Date | null;
  @Field(() => GraphQLSafeInt, { nullable: true }) expiresInMs!: number | null;
  @Field(() => GraphQLSafeInt) fencingToken!: number;
  @Field(() => String, { nullable: true }) note!: string | null;
  @Field(() => Boolean) heldByMe!: boolean;
  @Field(() => Boolean) canTakeOver!: boolean;
}

/** What happened to a lock. */
@ObjectType('LockEvent')
export class LockEventType {
  @Field(() => String) type!: string;
  @Field(() => LockType) lock!: LockType;
  @Field(() => UserType) actor!: UserType;
  @Field(() => GraphQLDateTimeISO) at!: Date;
}

/** The caller has the lock now. */
@ObjectType()
export class LockAcquired {
  @Field(() => LockType) lock!: LockType;
  @Field(() => Boolean) created!: boolean;
}

/** Somebody else has the lock. */
@ObjectType()
export class LockConflict {
  @Field(() => String) message!: string;
  @Field(() => LockType) lock!: LockType;
}

/** The lock is free again. */
@ObjectType()
export class LockRemoved {
  @Field(() => LockType) lock!: LockType;
}

/** There was no such lock. */
@ObjectType()
export class LockNotFound {
  @Field(() => String) message!: string;
}

/** Outcomes of an acquire. */
export const AcquireLockResult = createUnionType({
  name: 'AcquireLockResult',
  types: () => [LockAcquired, LockConflict] as const,
  resolveType: (value) => ('created' in value ? LockAcquired : LockConflict),
});

/** Outcomes of a removal. */
export const RemoveLockResult = createUnionType({
  name: 'RemoveLockResult',
  types: () => [LockRemoved, LockNotFound, LockConflict] as const,
  resolveType: (value) => {
    if (!('lock' in value)) return LockNotFound;
    return 'message' in value ? LockConflict : LockRemoved;
  },
});

/** Where a page is in its list. */
@ObjectType()
export class PageInfo {
  @Field(() => Boolean) hasNextPage!: boolean;
}

/** A page of locks. */
@ObjectType()
export class LockConnection {
  @Field(() => [LockType]) nodes!: LockType[];
  @Field(() => PageInfo) pageInfo!: PageInfo;
}
