import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { type HistoryType } from '../../domain/lock-history';
import { PageInfo } from './lock-connection.type';
import { DateTime, SafeInt } from './scalars';
import { User } from './user.type';

/** The kinds of entries, as an enum that TypeGraphQL can register. */
export const LockHistoryType: Readonly<{ [Type in HistoryType]: Type }> = {
  ACQUIRED: 'ACQUIRED',
  TAKEN_OVER: 'TAKEN_OVER',
  RESERVED: 'RESERVED',
  RELEASED: 'RELEASED',
  EXPIRED: 'EXPIRED',
  FORCE_REMOVED: 'FORCE_REMOVED',
};

registerEnumType(LockHistoryType, {
  name: 'LockHistoryType',
  description: 'What happened to a lock: the first three grant it, the others end a grant.',
  valuesConfig: {
    ACQUIRED: { description: 'It was granted to somebody who asked.' },
    TAKEN_OVER: {
      description: 'It was granted in place of its holder, whose grant ended with it.',
    },
    RESERVED: { description: 'It was granted to the first in line.' },
    RELEASED: { description: 'Its holder removed it.' },
    EXPIRED: { description: 'Its time was over.' },
    FORCE_REMOVED: { description: 'Somebody else removed it.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One grant of a lock, or the end of one.' })
export class LockHistoryEntry {
  @Field(() => ID, { description: 'Unique, and always the same for this entry.' })
  id!: string;

  @Field(() => String, { description: 'The base route of the record.' })
  route!: string;

  @Field(() => ID, { description: 'The id of the record within the route.' })
  resourceId!: string;

  @Field(() => LockHistoryType, { description: 'What happened.' })
  type!: HistoryType;

  @Field(() => DateTime, { description: 'When; of an expiry, when the time was over.' })
  at!: Date;

  @Field(() => User, {
    nullable: true,
    description:
      'Who did it; null when nobody did (`EXPIRED`, `RESERVED`), or when it is not known.',
  })
  actor!: User | null;

  @Field(() => User, { description: 'Who got the lock, or who had it when it ended.' })
  holder!: User;

  @Field(() => User, {
    nullable: true,
    description: 'From whom the lock passed; null unless it was `TAKEN_OVER` or `RESERVED`.',
  })
  previousHolder!: User | null;

  @Field(() => SafeInt, { description: 'The fencing token of the grant.' })
  fencingToken!: number;

  @Field(() => String, { nullable: true, description: 'The note of the holder.' })
  note!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The reason that was given for taking the lock over or removing it by force.',
  })
  reason!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An entry on a page, with its position in the history.',
})
export class LockHistoryEdge {
  @Field(() => String, {
    description:
      'The position of the entry, for use as `after`. It is valid only with the same `route` and ' +
      '`id`, or `actorId`.',
  })
  cursor!: string;

  @Field(() => LockHistoryEntry, { description: 'The entry.' })
  node!: LockHistoryEntry;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A time of which entries may be missing, of any lock: no gateway was there to record them, for ' +
    'longer than the database remembers its changes.',
})
export class LockHistoryGap {
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it begins; null when nothing was recorded before `until`.',
  })
  from!: Date | null;

  @Field(() => DateTime, { description: 'When it ends.' })
  until!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'One page of the history, newest first.' })
export class LockHistoryConnection {
  @Field(() => [LockHistoryEntry], {
    description: 'The entries on the page, for clients that do not need edges.',
  })
  nodes!: LockHistoryEntry[];

  @Field(() => [LockHistoryEdge], { description: 'The entries, each with its cursor.' })
  edges!: LockHistoryEdge[];

  @Field(() => PageInfo, { description: 'The position of the page in the history.' })
  pageInfo!: PageInfo;

  readonly readGaps!: () => Promise<LockHistoryGap[]>;

  @Field(() => [LockHistoryGap], {
    description:
      'The times of which entries may be missing, on any page, newest first: at most 100. Read only ' +
      'when selected.',
  })
  gaps(): Promise<LockHistoryGap[]> {
    return this.readGaps();
  }
}
