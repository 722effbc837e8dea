import { Args, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { answerUseCase } from './answer-use-case';
import { LockConnection } from './lock-connection.type';
import {
  AcquireLockResult,
  RemoveLockResult,
  RenewLockResult,
  TakeOverLockResult,
} from './lock-result.type';
import {
  AcquireArgs,
  ForceRemoveArgs,
  ListArgs,
  LockArgs,
  RecordsArgs,
  RemoveArgs,
  RenewArgs,
  TakeOverArgs,
} from './lock.args';
import { Lock } from './lock.type';
import { LockableRecord } from './lockable-record.type';
import { type RequestContext } from './request-context';
import { changeLock, keyOf, toGrantRequest } from './lock-calls';
import { toConnection, toListRequest } from './to-connection';
import { toGraphQL } from './to-graphql';
import { toGraphQLLock, toGraphQLRecord } from './to-graphql-lock';
import { Viewer } from './user.type';

/** The queries, and the mutations of one lock; the lock service applies rules and permissions. */
@Resolver()
export class LockResolver {
  @Query(() => Viewer, {
    description: 'The signed-in user, with their permissions. Needs `manage-locks`.',
  })
  me(@Ctx() context: RequestContext): Promise<Viewer> {
    return answerUseCase(context, {
      name: 'me',
      run: (caller) => context.locks.me(caller),
      toAnswer: (_, caller) => ({ user: caller, permissions: caller.permissions }),
    });
  }

  @Query(() => LockableRecord, {
    description: 'One record and the lock that holds it, if any. Needs `manage-locks`.',
  })
  record(
    @Args(() => LockArgs) args: LockArgs,
    @Ctx() context: RequestContext,
  ): Promise<LockableRecord> {
    return answerUseCase(context, {
      name: 'record',
      run: (caller) => context.locks.find(caller, keyOf(args)),
      toAnswer: ({ record }, caller) => toGraphQLRecord(record, caller),
    });
  }

  @Query(() => [LockableRecord], {
    description:
      'Records of one route, whether locked or free, in the order of `ids`: the rows of a table, ' +
      'each with its lock. Needs `manage-locks`.',
  })
  records(
    @Args(() => RecordsArgs) args: RecordsArgs,
    @Ctx() context: RequestContext,
  ): Promise<LockableRecord[]> {
    return answerUseCase(context, {
      name: 'records',
      run: (caller) => context.locks.findAll(caller, args),
      toAnswer: ({ records }, caller) => records.map((record) => toGraphQLRecord(record, caller)),
    });
  }

  @Query(() => Lock, {
    nullable: true,
    description: 'The lock on a record; null when it is free. Needs `manage-locks`.',
  })
  lock(@Args(() => LockArgs) args: LockArgs, @Ctx() context: RequestContext): Promise<Lock | null> {
    return answerUseCase(context, {
      name: 'lock',
      run: (caller) => context.locks.find(caller, keyOf(args)),
      toAnswer: ({ record: { lock } }, caller) => lock && toGraphQLLock(lock, caller),
    });
  }

  @Query(() => LockConnection, {
    description:
      'Held locks, ordered by route and resource id. With `route` and `ids`: which of these rows ' +
      'are locked, and by whom. All filters apply together. Needs `manage-locks`.',
  })
  locks(
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() context: RequestContext,
  ): Promise<LockConnection> {
    const request = toListRequest(args);
    return answerUseCase(context, {
      name: 'locks',
      run: (caller) => context.locks.list(caller, request),
      toAnswer: (page, caller) => toConnection(page, caller),
    });
  }

  @Mutation(() => AcquireLockResult, {
    description:
      "Acquires a free lock, or one reserved for the caller, or renews the caller's own. A conflict " +
      'says who holds it; it is with oneself when the lock is in another session than `sessionId`. ' +
      'Needs `manage-locks`.',
  })
  acquireLock(
    @Args(() => AcquireArgs) args: AcquireArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof AcquireLockResult> {
    return changeLock(context, args, {
      name: 'acquireLock',
      run: (caller, call) =>
        context.locks.acquire(caller, {
          ...toGrantRequest(call, args),
          sessionId: args.sessionId ?? undefined,
          adopt: args.adopt ?? undefined,
        }),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => RenewLockResult, {
    description:
      'Renews the grant of a fencing token for its current lease. An expired grant is revived ' +
      'with a new token, unless another grant followed or it was held as long as `MAX_HOLD` allows; ' +
      'a lost grant is never replaced. Needs `manage-locks`.',
  })
  renewLock(
    @Args(() => RenewArgs) args: RenewArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof RenewLockResult> {
    return changeLock(context, args, {
      name: 'renewLock',
      run: (caller, call) =>
        context.locks.renew(caller, {
          ...call,
          fencingToken: args.fencingToken,
        }),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => RemoveLockResult, {
    description:
      "Removes the caller's own lock, which then passes to the first in line. Needs no permission; a " +
      'caller without `manage-locks` gets `FORBIDDEN` for any other lock.',
  })
  removeLock(
    @Args(() => RemoveArgs) args: RemoveArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof RemoveLockResult> {
    return changeLock(context, args, {
      name: 'removeLock',
      run: (caller, call) =>
        context.locks.remove(caller, {
          ...call,
          fencingToken: args.fencingToken ?? undefined,
          sessionId: args.sessionId ?? undefined,
        }),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => TakeOverLockResult, {
    description:
      'Moves a held lock, also a reserved one, to the caller atomically, with a new fencing token; ' +
      'the line stays as it is. Needs `override-locks` as well as `manage-locks`.',
  })
  takeOverLock(
    @Args(() => TakeOverArgs) args: TakeOverArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof TakeOverLockResult> {
    return changeLock(context, args, {
      name: 'takeOverLock',
      run: (caller, call) =>
        context.locks.takeOver(caller, {
          ...toGrantRequest(call, args),
          reason: args.reason ?? undefined,
        }),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => RemoveLockResult, {
    description:
      'Removes a held lock of any user, which then passes to the first in line. Needs ' +
      '`override-locks` as well as `manage-locks`.',
  })
  forceRemoveLock(
    @Args(() => ForceRemoveArgs) args: ForceRemoveArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof RemoveLockResult> {
    return changeLock(context, args, {
      name: 'forceRemoveLock',
      run: (caller, call) =>
        context.locks.forceRemove(caller, {
          ...call,
          reason: args.reason ?? undefined,
        }),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => Int, {
    description:
      'Removes all locks of the caller, as on log-out, and returns how many; also leaves every line. ' +
      'Needs no permission.',
  })
  removeMyLocks(@Ctx() context: RequestContext): Promise<number> {
    return answerUseCase(context, {
      name: 'removeMyLocks',
      run: (caller) => context.locks.removeMine(caller, context),
      toAnswer: ({ count }) => count,
    });
  }
}
