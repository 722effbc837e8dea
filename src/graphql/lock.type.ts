import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime, SafeInt } from './scalars';
import { User } from './user.type';

@ObjectType({ description: 'Who has a record open for editing, since when and until when.' })
export class Lock {
  @Field(() => ID, {
    description:
      'The full lock identifier, unique over all routes, e.g. `volume/1234`: a safe key for client caches.',
  })
  id!: string;

  @Field(() => String, {
    description: 'The base route without surrounding slashes, e.g. `volume`.',
  })
  route!: string;

  @Field(() => ID, { description: 'The id of the resource within the route, e.g. `1234`.' })
  resourceId!: string;

  @Field(() => User, { description: 'Who has the lock.' })
  holder!: User;

  @Field(() => DateTime, { description: 'When this grant began; a renewal keeps it.' })
  acquiredAt!: Date;

  @Field(() => DateTime, {
    description: 'When the lock was last renewed; equal to `acquiredAt` until the first renewal.',
  })
  renewedAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the lock expires unless it is renewed; null means never.',
  })
  expiresAt!: Date | null;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'Milliseconds until `expiresAt` by the clock of the database, so that no client has to ' +
      'trust its own; null when the lock never expires.',
  })
  expiresInMs!: number | null;

  @Field(() => SafeInt, {
    description:
      'Strictly larger at every new grant of this lock; a renewal keeps it. Send it along when ' +
      'the record is saved: the saving service can refuse a token smaller than the largest it ' +
      'has seen.',
  })
  fencingToken!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What the holder wants others to know; null when there is no note.',
  })
  note!: string | null;

  @Field(() => Boolean, {
    description: 'True when the caller is the holder, in whichever tab they acquired the lock.',
  })
  heldByMe!: boolean;

  @Field(() => Boolean, {
    description:
      'True when somebody else is the holder and the caller may take the lock over or ' +
      'force-remove it.',
  })
  canTakeOver!: boolean;
}
