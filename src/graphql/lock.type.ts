import { GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { User } from './user.type';

@ObjectType({ description: 'Who has a record open, since when and until when.' })
export class Lock {
  @Field(() => ID, {
    description: 'The full lock identifier, unique over all routes: a safe key for client caches.',
  })
  id!: string;

  @Field(() => String)
  route!: string;

  @Field(() => ID)
  resourceId!: string;

  @Field(() => User)
  holder!: User;

  @Field(() => GraphQLDateTime, { description: 'When this grant began; a renewal keeps it.' })
  acquiredAt!: Date;

  @Field(() => GraphQLDateTime)
  renewedAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it expires unless renewed; null means never.',
  })
  expiresAt!: Date | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: "Milliseconds left by the database's clock, so that no client trusts its own.",
  })
  expiresInMs!: number | null;

  @Field(() => GraphQLSafeInt, {
    description:
      'Strictly larger at every new grant of this lock. Send it along when the record is saved: ' +
      'who saves can refuse a smaller one than the largest seen.',
  })
  fencingToken!: number;

  @Field(() => String, { nullable: true })
  note!: string | null;

  @Field(() => Boolean)
  heldByMe!: boolean;

  @Field(() => Boolean, {
    description: 'True when somebody else holds it and the caller may take it over.',
  })
  canTakeOver!: boolean;
}
