import { Args, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { parseLockKey } from '../domain/lock-key';
import { type GrantRequest } from '../domain/lock-service';
import { answerUseCase } from './answer-use-case';
import { LockConnection } from './lock-connection.type';
import {
  AcquireLockResult,
  RemoveLockResult,
  RenewLockResult,
  TakeOverLockResult,
} from './lock-result.type';
import { GrantArgs, ListArgs, LockArgs, RemoveArgs, RenewArgs } from './lock.args';
import { Lock } from './lock.type';
import { type RequestContext } from './request-context';
import { toConnection, toListRequest } from './to-connection';
import { toGraphQL, toGraphQLLock } from './to-graphql';
import { Viewer } from './user.type';

/** The root fields; each names its use case and leaves rules and permissions to the service. */
@Resolver()
export class LockResolver {
  @Query(() => Viewer, { description: 'The signed-in user.' })
  me(@Ctx() context: RequestContext): Promise<Viewer> {
    return answerUseCase(context, {
      name: 'me',
      run: (caller) => context.locks.me(caller),
      toAnswer: (_, caller) => caller,
    });
  }

  @Query(() => Lock, { nullable: true, description: 'The lock on a record; null when it is free.' })
  lock(@Args(() => LockArgs) args: LockArgs, @Ctx() context: RequestContext): Promise<Lock | null> {
    return answerUseCase(context, {
      name: 'lock',
      run: (caller) => context.locks.find(caller, keyOf(args)),
      toAnswer: ({ lock }, caller) => (lock ? toGraphQLLock(lock, caller) : null),
    });
  }

  @Query(() => LockConnection, {
    description:
      'Held locks in the order of route and id. With `route` and `ids`: which of these rows are ' +
      'locked, and by whom.',
  })
  locks(
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() context: RequestContext,
  ): Promise<LockConnection> {
    const request = toListRequest(args);
    return answerUseCase(context, {
      name: 'locks',
      run: (caller) => context.locks.list(caller, request),
      toAnswer: (page, caller) => toConnection(page, { caller, request }),
    });
  }

  @Mutation(() => AcquireLockResult, {
    description: 'Takes a free lock, or renews the own one. A refusal says who has it.',
  })
  acquireLock(
    @Args(() => GrantArgs) args: GrantArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof AcquireLockResult> {
    return answerUseCase(context, {
      name: 'acquireLock',
      run: (caller) => context.locks.acquire(caller, toGrantRequest(args)),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => RenewLockResult, {
    description:
      'Prolongs the grant of a token. One that expired and nobody took is revived under a new ' +
      'token; a lost one is never made anew.',
  })
  renewLock(
    @Args(() => RenewArgs) args: RenewArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof RenewLockResult> {
    return answerUseCase(context, {
      name: 'renewLock',
      run: (caller) =>
        context.locks.renew(caller, { key: keyOf(args), fencingToken: args.fencingToken }),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => RemoveLockResult, { description: "Releases the caller's own lock." })
  removeLock(
    @Args(() => RemoveArgs) args: RemoveArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof RemoveLockResult> {
    return answerUseCase(context, {
      name: 'removeLock',
      run: (caller) =>
        context.locks.remove(caller, {
          key: keyOf(args),
          fencingToken: args.fencingToken ?? undefined,
        }),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => TakeOverLockResult, {
    description: 'Takes the lock from whoever has it, in one step; needs `override-locks`.',
  })
  takeOverLock(
    @Args(() => GrantArgs) args: GrantArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof TakeOverLockResult> {
    return answerUseCase(context, {
      name: 'takeOverLock',
      run: (caller) => context.locks.takeOver(caller, toGrantRequest(args)),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => RemoveLockResult, {
    description: 'Releases the lock of whoever has it; needs `override-locks`.',
  })
  forceRemoveLock(
    @Args(() => LockArgs) args: LockArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof RemoveLockResult> {
    return answerUseCase(context, {
      name: 'forceRemoveLock',
      run: (caller) => context.locks.forceRemove(caller, { key: keyOf(args) }),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => Int, {
    description: 'Releases every lock of the caller, as on log-out, and tells how many.',
  })
  removeMyLocks(@Ctx() context: RequestContext): Promise<number> {
    return answerUseCase(context, {
      name: 'removeMyLocks',
      run: (caller) => context.locks.removeMine(caller),
      toAnswer: ({ count }) => count,
    });
  }
}

function keyOf(args: LockArgs): GrantRequest['key'] {
  return parseLockKey(args.route, args.id);
}

function toGrantRequest(args: GrantArgs): GrantRequest {
  return {
    key: keyOf(args),
    ttlSeconds: args.ttlSeconds ?? undefined,
    note: args.note ?? undefined,
  };
}
