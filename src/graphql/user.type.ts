import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Somebody who can hold a lock.' })
export class User {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  username!: string;
}

@ObjectType({ description: 'Who is asking, and what they may do.' })
export class Viewer {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  username!: string;

  @Field(() => [String])
  permissions!: readonly string[];
}
