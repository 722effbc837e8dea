import { Field, ID, ObjectType } from 'type-graphql';
import { Lock } from './lock.type';

@ObjectType({
  simpleResolvers: true,
  description:
    'A record that can be locked, whether or not it is. Its id does not depend on its lock, so a ' +
    'client that normalizes by id sees every change of `lock`, also from and to null.',
})
export class LockableRecord {
  @Field(() => ID, {
    description: '`record:` and the full lock identifier, e.g. `record:volume/1234`.',
  })
  id!: string;

  @Field(() => String, {
    description: 'The base route without surrounding slashes, e.g. `volume`.',
  })
  route!: string;

  @Field(() => ID, { description: 'The id of the resource within the route, e.g. `1234`.' })
  resourceId!: string;

  @Field(() => Lock, {
    nullable: true,
    description: 'The lock that holds the record; null when it is free.',
  })
  lock!: Lock | null;
}
