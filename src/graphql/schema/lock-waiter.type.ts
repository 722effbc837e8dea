import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from './scalars';
import { User } from './user.type';

@ObjectType({ simpleResolvers: true, description: 'Someone who waits in line for a lock.' })
export class LockWaiter {
  @Field(() => User, { description: 'Who waits.' })
  user!: User;

  @Field(() => DateTime, {
    description: 'When the user joined the line; asking again changes nothing.',
  })
  since!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'The message to the holder, shown to the holder and the author alone; null to others, and ' +
      'when there is none.',
  })
  message!: string | null;

  @Field(() => Int, { description: 'The place in the line: 1 is next.' })
  position!: number;
}
